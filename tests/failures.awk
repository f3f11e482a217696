# Reads what a test executable printed and prints its failed tests briefly, two lines each: which and where, and how the error begins.
function flush() {
  if (name != "") printf "FAILED %s%s\n       %s\n", name, place, (length(error) > 300 ? substr(error, 1, 300) "…" : error)
  name = place = error = ""
}
{ sub(/\r$/, "") }
/^failed / { flush(); name = substr($0, 8); errs = 1; next }
/^(passed|skipped) |^Test run summary/ { flush() }
name == "" { next }
/^    at / { errs = 0 }
errs && /^  / { sub(/^ +/, ""); error = error (error == "" ? "" : " | ") $0; next }
{ errs = 0 }
# The first line of the stack that lies in a test's file.
place == "" && /^    at .*[\/\\]tests[\/\\]/ && match($0, /[^\/\\]+\.cs:[0-9]+$/) { place = " at " substr($0, RSTART) }
END { flush() }
