-- Forget what is past its time: first the sound (the record says so for as long again), then all.
local ttl = tonumber(ARGV[1])
local moment = now()
local past = redis.call('ZRANGEBYSCORE', 'tts:expiry', '-inf', moment, 'LIMIT', 0, 1000)
for _, id in ipairs(past) do
  redis.call('ZREM', 'tts:expiry', id)
  redis.call('ZREM', 'tts:owned:' .. (field(id, 'owner') or ''), id)
  redis.call('HSET', key(id), 'expired', '1', 'script', '')
  redis.call('EXPIRE', key(id), math.ceil(ttl))
end
return past
