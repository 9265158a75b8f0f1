"""The data folder that commit ecd5a99 left, unpacked and opened with the build under test."""

import hashlib
import json
import pathlib
import tarfile

from moved_clock import MovedShop
from people import Visitor

SOURCE = pathlib.Path(__file__).resolve().parents[1] / "Folders/ecd5a99"
KNOWN = json.loads((SOURCE / "known.json").read_text())
# What is made anew by every start, or belongs to the process.
OF_THE_RUN = ("journal/", "cache/", "lock", "control.sock")


class OldPage(Visitor):
    """A page of that build on a browser of the folder, or a page on a browser that is new."""

    def __init__(self, shop, browser=None, site="harbour", resume=None):
        known = KNOWN["browsers"].get(browser, {"site": site, "secret": None})
        super().__init__(shop, known["site"], known["secret"], origin=KNOWN["origin"])
        if resume:
            # The first line is all that a page kept of its talk.
            talk = KNOWN["talks"][resume]
            lines = shop.transcript(talk["c"])
            self.c = talk["c"]
            self.log(self.c).entries.append({"seq": 1, "mid": lines[0]["mid"], "kind": "opened"})

    async def settled(self):
        """Whatever the server had to tell has come, what it reads from files too."""
        await self.flush()
        self.shop.get(f"/api/v1/transcripts/{self.shop.new_id()}", Cookie=self.shop.cookie)
        await self.flush()

    def heard(self):
        """Everything this page was told, as text."""
        return json.dumps(self.notices)

    def refusals(self):
        return [notice["code"] for notice in self.notices if notice["type"] == "error" and not notice.get("ref")]

    async def prove(self, key=None, **who):
        """Says what the shop's page would, and waits for the answer."""
        who = {"id": key, "name": key.title(), "email": f"{key}@example.org"} if key else who
        before = len(self.notices)
        await self.identify(**who)

        def answer():
            for notice in self.notices[before:]:
                if notice["type"] == "identified" or notice.get("code") in ("other_person", "signature_wrong"):
                    return notice
            return None
        return await self.until(answer, f"answer to identify {who}")

    async def talks_on(self, c, text):
        """These words go into that talk."""
        ack = await self.say(text, self.shop.new_id())
        assert ack["c"] == c, f"{text!r} went into {ack['c']}"


class OldShop(MovedShop):
    """A shop on that folder, a minute after it was stopped."""

    def __init__(self, folder):
        super().__init__(env={"SECONDRING_VISITOR_BURST": "1000", "SECONDRING_COMMAND_BURST": "1000"})
        self.data = pathlib.Path(folder) / "folder"
        with tarfile.open(SOURCE / "folder.tar.gz") as archive:
            archive.extractall(folder, filter="data")
        self.set_clock(KNOWN["upgrade"])

    def start(self):
        super().start()
        self.cookie = self.sign_in_cookie("anna")
        return self

    def sums(self):
        """Each file's hash, but for those of the run."""
        files = [path for path in self.data.rglob("*") if path.is_file() and not path.is_symlink()]
        names = {str(path.relative_to(self.data)): path for path in files}
        return {
            name: hashlib.sha256(path.read_bytes()).hexdigest()
            for name, path in names.items() if not name.startswith(OF_THE_RUN)}

    def exported(self, who, to):
        """All that an export of this person says, as one text, by the names of its files."""
        self.cli("person", "export", who, "--to", to)
        return {str(path.relative_to(to)): path.read_text() for path in pathlib.Path(to).rglob("*") if path.is_file()}

    def files_with(self, *texts):
        """The files of the folder in which one of these stands."""
        return sorted(
            str(path.relative_to(self.data)) for path in self.data.rglob("*") if path.is_file()
            and any(text.lower().encode() in path.read_bytes().lower() for text in texts))


def talk(name):
    return KNOWN["talks"][name]["c"]
