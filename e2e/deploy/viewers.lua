-- What wrk sends for the bench: each connection is a viewer that asks every ten seconds. The first questions are spread
-- over ten seconds, as viewers come. The load balancer's header gives each question one of the viewers' addresses.
local viewers = tonumber(os.getenv("VIEWERS"))
local batch = os.getenv("BATCH")
local body = '{"action":"get","batch_id":"' .. batch .. '"}'
local delays, asked = 0, 0

function delay()
  delays = delays + 1
  return delays <= viewers and math.random(0, 10000) or 10000
end

function request()
  asked = (asked + 1) % viewers
  local address = "10.0." .. math.floor(asked / 250) .. "." .. asked % 250
  local headers = { ["Content-Type"] = "application/json", ["Accept-Encoding"] = "gzip", ["X-Forwarded-For"] = address }
  return wrk.format("POST", "/batch-status/" .. batch, headers, body)
end
