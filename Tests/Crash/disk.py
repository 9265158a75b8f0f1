"""A disk as the rules have it: what is synced stays, of all else any part may be there after the power went.

A folder keeps a name for certain only when it was itself synced; a file keeps its bytes for certain only when it was. Sectors
of 512 bytes are kept whole, each as it was after one of the writes to it; a file's length may have grown without its bytes.
"""

SECTOR = 512


def sectors(start, end):
    return range(start // SECTOR, (end + SECTOR - 1) // SECTOR)


class File:
    def __init__(self, content=b""):
        self.content, self.waiting = content, {}

    def call(self, number, call):
        self.waiting[number] = call

    def sync(self, numbers):
        """What these calls did is on the disk, whatever becomes of the others."""
        done = [number for number in self.waiting if number in numbers]
        self.content = self.left(Kept(done))
        for number in done:
            del self.waiting[number]

    def left(self, kept):
        """The bytes after a power cut that these calls outlived."""
        last = max((n for n in self.waiting if n in kept.whole or n in kept.grown or n in kept.torn), default=None)
        if last is None:
            return self.content
        past = [(number, call) for number, call in self.waiting.items() if number <= last]
        newest, size = self.newest(kept, past), len(self.content)
        room = max([size, *(reach(call) for _, call in past)])
        content = bytearray(self.content) + zeros(room - size)
        for number, call in past:
            if call.kind == "truncate":
                content[call.a:] = zeros(room - call.a)
                size = call.a
                continue
            size = max(size, reach(call))
            if call.kind == "write":
                for sector in sectors(call.a, reach(call)):
                    start, end = max(call.a, sector * SECTOR), min(reach(call), (sector + 1) * SECTOR)
                    if number <= newest.get(sector, -1):
                        content[start:end] = call.bytes[start - call.a:end - call.a]
        return bytes(content[:size])

    def newest(self, kept, past):
        """For each sector the last write to it that reached the disk."""
        newest = {}
        for number, call in past:
            if call.kind == "write" and (number in kept.whole or number in kept.torn):
                for sector in kept.torn.get(number) or sectors(call.a, reach(call)):
                    newest[sector] = number
        return newest


class Folder:
    def __init__(self):
        self.names, self.now, self.waiting = {}, {}, {}

    def call(self, number, change):
        """A change is a list of names and what they stand for from now on; None for nothing any more."""
        self.waiting[number] = change
        self.now = self.applied(self.now, [change])

    def sync(self, numbers):
        done = [number for number in self.waiting if number in numbers]
        self.names = self.applied(self.names, [self.waiting.pop(number) for number in done])

    def left(self, kept):
        return self.applied(self.names, [change for n, change in self.waiting.items() if n in kept.whole])

    def applied(self, names, changes):
        names = dict(names)
        for name, node in (pair for change in changes for pair in change):
            names.pop(name, None)
            if node is not None:
                names[name] = node
        return names


class Kept:
    """Which of the calls that were not synced outlived the cut: whole, a write's first or last sectors, only its length."""

    def __init__(self, whole, torn=None, grown=()):
        self.whole, self.torn, self.grown = frozenset(whole), torn or {}, frozenset(grown)


class Disk:
    def __init__(self, before):
        self.root, self.nodes, self.syncs, self.number = Folder(), [], {}, 0
        self.nodes.append(self.root)
        for name, content in before.items():
            folder, last = self.folder_of(name, make=True)
            folder.names[last] = folder.now[last] = self.added(File(content))

    def added(self, node):
        self.nodes.append(node)
        return node

    def folder_of(self, name, make=False):
        *parts, last = name.split("/")
        folder = self.root
        for part in parts:
            if part not in folder.now and (make or folder is self.root):
                folder.names[part] = folder.now[part] = self.added(Folder())
            folder = folder.now[part]
        return folder, last

    def at(self, name):
        if name == ".":
            return self.root
        folder, last = self.folder_of(name)
        if last not in folder.now and folder is self.root:
            folder.names[last] = folder.now[last] = self.added(Folder())
        return folder.now[last]

    def waiting(self):
        """The numbers of the calls that a power cut may undo, oldest first."""
        return sorted(number for node in self.nodes for number in node.waiting)

    def call(self, call):
        """Takes the next call in; its number when it waits for a sync."""
        match call.kind:
            case "fdatasync" | "fsync":
                self.syncs[call.b, call.a] = self.at(call.name), frozenset(self.at(call.name).waiting)
            case "syncfs":
                self.syncs[call.b, call.a] = None, frozenset(self.waiting())
            case "synced":
                node, numbers = self.syncs.pop((call.b, call.a), (self.root, frozenset()))
                for node in [node] if node else self.nodes:
                    node.sync(numbers)
            case _:
                self.number += 1
                self.change(self.number, call)
                return self.number

    def change(self, number, call):
        if call.kind in ("write", "truncate", "reserve"):
            return self.at(call.name).call(number, call)
        folder, last = self.folder_of(call.name)
        match call.kind:
            case "create": folder.call(number, [(last, self.added(File()))])
            case "mkdir": folder.call(number, [(last, self.added(Folder()))])
            case "unlink": folder.call(number, [(last, None)])
            case "rename":
                old = call.bytes.decode().split("/")[-1]
                folder.call(number, [(last, folder.now[old]), (old, None)])
            case "exchange":
                old = call.bytes.decode().split("/")[-1]
                folder.call(number, [(last, folder.now[old]), (old, folder.now[last])])

    def image(self, kept):
        """All files that are there after the cut, by name; a folder's name ends in a slash and has no bytes."""
        found = {}

        def walk(folder, path):
            for name, node in folder.left(kept).items():
                if isinstance(node, Folder):
                    found[f"{path}{name}/"] = None
                    walk(node, f"{path}{name}/")
                else:
                    found[path + name] = node.left(kept)
        walk(self.root, "")
        return found


def reach(call):
    """How far the file goes at least after this call."""
    match call.kind:
        case "write": return call.a + len(call.bytes)
        case "reserve" | "truncate": return call.a
        case other: raise ValueError(other)


def zeros(count):
    return b"\0" * max(0, count)
