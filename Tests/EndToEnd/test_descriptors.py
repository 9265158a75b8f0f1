"""Many visitors at once, started from a shell as it comes."""

import socket

from people import Agent, Visitor

SOFT = 128
CROWD = 160  # more than the shell allows, less than one address may have


async def test_more_visitors_than_the_shell_allows_descriptors(open_shop):
    shop = open_shop(start=False)
    serve = shop.command()
    shop.command = lambda: ["sh", "-c", f'ulimit -S -n {SOFT}; exec "$@"', "sh", *serve]
    shop.start()
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
