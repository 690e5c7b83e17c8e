-- Renew a lease and store progress. Returns 'go', 'yield' if other jobs should have the worker, or
-- 'lost' if the claim is not valid.
local id, claim, lease, done, turn_is_over = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]

if field(id, 'claim') ~= claim then
  return 'lost'
end
redis.call('ZADD', 'tts:leases', now() + lease, id)
if done ~= '' and done ~= field(id, 'done') then
  redis.call('HSET', key(id), 'done', done)
  tell(id)
end
local priority, owner = tonumber(field(id, 'priority')), field(id, 'owner')
for higher = 0, priority - 1 do
  if redis.call('SCARD', 'tts:owners:' .. higher) > 0 then
    return 'yield'
  end
end
if turn_is_over == '1' then
  local same = 'tts:owners:' .. priority
  local waiting = redis.call('SCARD', same) - redis.call('SISMEMBER', same, owner)
  if waiting > 0 then
    return 'yield'
  end
end
return 'go'
