-- End a claimed job, completed or failed. Returns 0, and changes nothing, if the claim was lost.
local id, claim, status, err, duration, ttl, engines, notices = unpack(ARGV)
if field(id, 'claim') ~= claim then
  return 0
end
redis.call('HSET', key(id), 'duration', duration, 'engines', engines, 'notices', notices)
if status == 'completed' then
  redis.call('HSET', key(id), 'done', field(id, 'total'))
end
settle(id, status, tonumber(ttl), err)
return 1
