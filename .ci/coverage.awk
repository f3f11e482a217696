# Reads cobertura reports of several test projects and prints how much of the core package's lines any of them ran.
# A line counts once, however many projects and classes mention it; generated code does not count.
function attribute(name,    at) {
  at = match($0, " " name "=\"[^\"]*\"")
  return at ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
}
/<package / { core = attribute("name") ~ /^Kong\.Upgrade(\.dll)?$/ }
/<class / { file = attribute("filename"); counts = core && file !~ /[\/\\]obj[\/\\]/ }
/<line / && counts {
  line = file ":" attribute("number")
  if (!(line in hits)) { hits[line] = 0; all++; of[file]++ }
  if (attribute("hits") > 0 && !hits[line]) { hits[line] = 1; ran++; did[file]++ }
}
END {
  if (!all) { print "No report mentions the core package."; exit 1 }
  for (file in of) if (did[file] < of[file]) printf "%5.1f %%  %4d lines not run  %s\n", 100 * did[file] / of[file], of[file] - did[file], file | "sort -k3 -n -r | head -n 15"
  close("sort -k3 -n -r | head -n 15")
  printf "Core: %.1f %% of %d lines ran; %d %% are required.\n", 100 * ran / all, all, least
  exit 100 * ran / all < least
}
