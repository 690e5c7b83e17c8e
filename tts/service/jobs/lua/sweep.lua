-- Queue the jobs again whose lease ran out. Returns the number of waiting jobs.
for _, id in ipairs(redis.call('ZRANGEBYSCORE', 'tts:leases', '-inf', now())) do
  redis.call('ZREM', 'tts:leases', id)
  if field(id, 'status') == 'running' then
    redis.call('HSET', key(id), 'claim', '')
    enqueue(id)
  end
end
local waiting = 0
for priority = 0, 2 do
  for _, owner in ipairs(redis.call('SMEMBERS', 'tts:owners:' .. priority)) do
    waiting = waiting + redis.call('ZCARD', due_key(priority, owner))
  end
end
return waiting
