-- Queue a claimed job again; it continues at its next turn.
local id, claim = ARGV[1], ARGV[2]
if field(id, 'claim') ~= claim then
  return 0
end
redis.call('HSET', key(id), 'claim', '')
redis.call('ZREM', 'tts:leases', id)
enqueue(id)
return 1
