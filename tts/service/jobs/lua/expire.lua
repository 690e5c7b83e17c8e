-- Mark the jobs whose audio has expired and return their ids. The record stays as long again, to
-- tell that the audio is gone.
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
