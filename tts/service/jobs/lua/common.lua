-- Functions that all scripts share.
-- Keys: tts:job:<id> is a job's record; tts:due:<priority>:<owner> its owner's waiting jobs, in
-- order; tts:owners:<priority> the owners with waiting jobs; tts:leases the claimed jobs, each with
-- the time its lease ends; tts:expiry the ended jobs, each with the time its audio expires.

local PROGRESS = 'tts:progress:'

local function now()
  local time = redis.call('TIME')
  return tonumber(time[1]) + tonumber(time[2]) / 1000000
end

local function key(id)
  return 'tts:job:' .. id
end

local function field(id, name)
  return redis.call('HGET', key(id), name)
end

local function due_key(priority, owner)
  return 'tts:due:' .. priority .. ':' .. owner
end

local function tell(id)
  redis.call('PUBLISH', PROGRESS .. id, '')
end

local function enqueue(id)
  local priority, owner, seq = unpack(redis.call('HMGET', key(id), 'priority', 'owner', 'seq'))
  redis.call('ZADD', due_key(priority, owner), seq, id)
  redis.call('SADD', 'tts:owners:' .. priority, owner)
end

local function dequeue(id)
  local priority, owner = unpack(redis.call('HMGET', key(id), 'priority', 'owner'))
  redis.call('ZREM', due_key(priority, owner), id)
  if redis.call('ZCARD', due_key(priority, owner)) == 0 then
    redis.call('SREM', 'tts:owners:' .. priority, owner)
  end
end

local function settle(id, status, ttl, err)
  dequeue(id)
  redis.call('ZREM', 'tts:leases', id)
  redis.call('SREM', 'tts:unfinished:' .. field(id, 'owner'), id)
  local moment = now()
  redis.call('HSET', key(id), 'status', status, 'claim', '', 'error', err,
    'finished_at', string.format('%.6f', moment))
  redis.call('DEL', key(id) .. ':parts')
  redis.call('ZADD', 'tts:expiry', moment + ttl, id)
  tell(id)
end
