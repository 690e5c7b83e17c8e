-- Lease the job whose turn it is and return its id: of the highest priority, and there of the
-- owner whose last turn was longest ago.
local claim, lease = ARGV[1], tonumber(ARGV[2])

for priority = 0, 2 do
  local first, longest_ago
  for _, owner in ipairs(redis.call('SMEMBERS', 'tts:owners:' .. priority)) do
    local turn = tonumber(redis.call('HGET', 'tts:turns', owner) or '0')
    if not longest_ago or turn < longest_ago then
      first, longest_ago = owner, turn
    end
  end
  if first then
    local id = redis.call('ZRANGE', due_key(priority, first), 0, 0)[1]
    local moment = now()
    dequeue(id)
    redis.call('HSET', 'tts:turns', first, redis.call('INCR', 'tts:turn'))
    redis.call('HSETNX', key(id), 'started_at', string.format('%.6f', moment))
    redis.call('HSET', key(id), 'status', 'running', 'claim', claim)
    redis.call('ZADD', 'tts:leases', moment + lease, id)
    tell(id)
    return id
  end
end
return false
