-- Cancel a job that is queued or running. Returns the status it had.
local id, ttl = ARGV[1], tonumber(ARGV[2])
local status = field(id, 'status')
if status == 'queued' or status == 'running' then
  settle(id, 'cancelled', ttl, '')
end
return status
