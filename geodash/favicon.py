"""The icon of every page, in the page itself."""

from urllib.parse import quote

# A town's ring on land, in the map's own colours. In the page itself: browsers ask again for a file's icon whenever
# the address changes, and it changes with every selection.
FAVICON = "data:image/svg+xml," + quote(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#14202b"/>'
    '<circle cx="8" cy="8" r="3.6" fill="#fffdf8" stroke="#e08a58" stroke-width="2.2"/></svg>'
)
