"""Many visitors at once, started from a shell as it comes."""

import resource
import socket
import subprocess

from people import Agent, Visitor

SOFT = 128
CROWD = 160  # more than the shell allows, less than one address may have


async def test_more_visitors_than_the_shell_allows_descriptors(open_shop, monkeypatch):
    def few():
        resource.setrlimit(resource.RLIMIT_NOFILE, (SOFT, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))

    start = subprocess.Popen
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", lambda *all, **more: start(*all, preexec_fn=few, **more))
        shop = open_shop()
    host, port = shop.listen.split(":")
    crowd = [socket.create_connection((host, int(port))) for _ in range(CROWD)]
    try:
        async with Agent(shop) as anna, Visitor(shop) as visitor:
            talk = await visitor.say("Is there room for one more?")
            await anna.pick_up(talk["c"])
            await anna.say(talk["c"], "There is.")
            await visitor.words("There is.")
    finally:
        for one in crowd:
            one.close()
