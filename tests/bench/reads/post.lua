-- wrk's script: posts the body given after the key given, and tells what came back.
function init(arguments)
  wrk.method = "POST"
  wrk.headers["Authorization"] = "Bearer " .. arguments[1]
  wrk.headers["Content-Type"] = "application/json"
  wrk.body = arguments[2]
end

function done(summary)
  local e = summary.errors
  local failed = e.connect + e.read + e.write + e.status + e.timeout
  io.write(string.format("counted %d %d %d %d\n", summary.requests, failed, summary.bytes, summary.duration))
end
