"""Programs by what they call themselves: podcast programs by name, and those that no person listens with."""

from django.utils.translation import gettext_noop

#: Parts of what programs call themselves that fetch without anybody listening.
ROBOTS = (
    "bot", "crawl", "spider", "slurp", "facebookexternalhit", "whatsapp", "preview", "scrap", "fetch",
    "monitor", "uptime", "pingdom", "statuscake", "validator", "checker", "archive", "lighthouse",
    "headless", "phantom", "curl/", "wget", "python-", "aiohttp", "httpx", "okhttp", "go-http-client",
    "java/", "apache-httpclient", "libwww", "node-fetch", "axios", "ruby", "perl", "postman",
)  # fmt: skip
#: How podcast programs call themselves, and what people call them.
PROGRAMS = {
    "AntennaPod": "AntennaPod",
    "Overcast": "Overcast",
    "PocketCasts": "Pocket Casts",
    "Pocket Casts": "Pocket Casts",
    "PodcastAddict": "Podcast Addict",
    "Podcast Addict": "Podcast Addict",
    "Podcasts/": "Apple Podcasts",
    "AppleCoreMedia": "Apple Podcasts",
    "iTunes": "Apple Podcasts",
    "Castro": "Castro",
    "CastBox": "Castbox",
    "gPodder": "gPodder",
    "Spotify": "Spotify",
    "Downcast": "Downcast",
    "Player FM": "Player FM",
    "VLC": "VLC",
    "Thunderbird": "Thunderbird",
    "Mozilla": gettext_noop("a browser"),
}
OTHER = gettext_noop("another program")


def is_robot(agent: str) -> bool:
    """Return whether nobody listens with a program that calls itself so, or calls itself nothing."""
    said = agent.lower()
    return not said.strip() or any(robot in said for robot in ROBOTS)


def program_of(agent: str) -> str:
    """Return what people call the program, "another program" where it is not known."""
    return next((name for part, name in PROGRAMS.items() if part in agent), OTHER)
