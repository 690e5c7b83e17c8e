-- Store a new job, unless its owner has too many, or sent the same Idempotency-Key before.
local id, owner, priority, digest, idempotency = unpack(ARGV, 1, 5)
local script, total, items, characters = unpack(ARGV, 6, 9)
local most_unfinished, most_characters = tonumber(ARGV[10]), tonumber(ARGV[11])
local ttl, parts = tonumber(ARGV[12]), cjson.decode(ARGV[13])

if redis.call('EXISTS', key(id)) == 1 then
  return {'accepted', id}
end
local said = idempotency ~= '' and ('tts:said:' .. owner .. ':' .. idempotency)
if said then
  local earlier = redis.call('HMGET', said, 'id', 'digest')
  if earlier[1] then
    return {earlier[2] == digest and 'accepted' or 'different', earlier[1]}
  end
end
if redis.call('SCARD', 'tts:unfinished:' .. owner) >= most_unfinished then
  return {'crowded', '5'}
end
local moment = now()
local today = 'tts:characters:' .. owner .. ':' .. math.floor(moment / 86400)
if most_characters > 0 then
  local spent = tonumber(redis.call('GET', today) or '0')
  if spent + tonumber(characters) > most_characters then
    return {'spent', tostring(math.ceil(86400 - moment % 86400))}
  end
end

redis.call('INCRBY', today, characters)
redis.call('EXPIRE', today, 172800)
if said then
  redis.call('HSET', said, 'id', id, 'digest', digest)
  redis.call('EXPIRE', said, ttl)
end
redis.call('HSET', key(id), 'owner', owner, 'priority', priority, 'seq', redis.call('INCR', 'tts:seq'),
  'status', 'queued', 'script', script, 'total', total, 'items', items,
  'done', 0, 'claim', '', 'error', '', 'created_at', string.format('%.6f', moment))
for _, part in ipairs(parts) do
  redis.call('RPUSH', key(id) .. ':parts', cjson.encode(part))
end
redis.call('SADD', 'tts:unfinished:' .. owner, id)
redis.call('ZADD', 'tts:owned:' .. owner, moment, id)
enqueue(id)
return {'accepted', id}
