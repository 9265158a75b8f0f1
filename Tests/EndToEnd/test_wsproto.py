"""RFC 6455 and RFC 7692 rule by rule: frames made by hand go in, wsproto judges what comes out."""

import random
import zlib

import pytest

from echo import Client, Echo, squeezed
from frames import BINARY_FRAME, CLOSE, CONTINUATION, MASK, PING, PONG, TEXT, close_frame, frame, masked

DEFLATE = "permessage-deflate"
# A CLOSE without a code is told by wsproto as 1005 (RFC 6455 7.1.5).
NO_CODE = 1005


@pytest.fixture(scope="module")
def echo():
    server = Echo()
    yield server
    assert server.is_running, "the echo did not outlive the tests"
    server.stop()


@pytest.fixture(params=[None, DEFLATE], ids=["plain", "deflate"])
def client(request, echo):
    """A connection of either kind: every rule of RFC 6455 holds on both."""
    with Client(echo, request.param) as client:
        assert (client.agreed is not None) == (request.param is not None)
        yield client


@pytest.fixture
def deflating(echo):
    with Client(echo, DEFLATE) as client:
        yield client


def still_echoes(client):
    client.send(frame(TEXT, b"still here"))
    client.expect(("text", "still here"))


# 5.2, 11.8: opcodes


def test_text_and_binary_come_back_as_what_they_are(client):
    client.send(frame(TEXT, "grüß 日本 🖋".encode()), frame(BINARY_FRAME, bytes(range(256))))
    client.expect(("text", "grüß 日本 🖋"), ("binary", bytes(range(256))))


def test_a_ping_is_answered_with_its_payload_and_a_pong_with_nothing(client):
    client.send(frame(PONG, b"nobody asked"), frame(PING), frame(PING, b"x" * 125), frame(TEXT, b"t"))
    client.expect(("pong", b""), ("pong", b"x" * 125), ("text", "t"))


@pytest.mark.parametrize("opcode", [3, 4, 5, 6, 7, 11, 12, 13, 14, 15])
def test_a_reserved_opcode_ends_it(client, opcode):
    client.send(frame(opcode, b"x"))
    client.expect_close(1002)


# 5.2, 9.1: reserved bits


@pytest.mark.parametrize("reserved", range(1, 8))
@pytest.mark.parametrize("opcode", [TEXT, BINARY_FRAME, CLOSE, PING, PONG])
def test_reserved_bits_end_it_without_an_extension(echo, opcode, reserved):
    with Client(echo) as client:
        client.send(frame(opcode, reserved=reserved))
        client.expect_close(1002)


@pytest.mark.parametrize("reserved", [1, 2, 3, 5, 6, 7])
@pytest.mark.parametrize("opcode", [TEXT, BINARY_FRAME])
def test_deflate_gives_a_meaning_to_the_first_bit_alone(deflating, opcode, reserved):
    deflating.send(frame(opcode, squeezed(b"x"), reserved=reserved))
    deflating.expect_close(1002)


@pytest.mark.parametrize("opcode", [CLOSE, PING, PONG])
def test_control_frames_are_never_squeezed(deflating, opcode):
    deflating.send(frame(opcode, b"\x03\xe8", reserved=4))
    deflating.expect_close(1002)


# 5.2, 5.5: lengths


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 128, 65_535, 65_536, 65_537, 1 << 20])
def test_every_form_of_length_is_read_and_written(client, length):
    message = random.Random(length).randbytes(length)
    client.send(frame(BINARY_FRAME, message))
    client.expect(("binary", message))


@pytest.mark.parametrize("bits, length", [(16, 0), (16, 1), (16, 125), (64, 0), (64, 125), (64, 126), (64, 65_535)])
def test_a_length_in_more_bytes_than_it_needs_ends_it(client, bits, length):
    client.send(frame(BINARY_FRAME, bytes(length), bits=bits))
    client.expect_close(1002)


@pytest.mark.parametrize("claimed", [1 << 63, (1 << 64) - 1])
def test_a_length_with_the_top_bit_ends_it(client, claimed):
    client.send(frame(BINARY_FRAME, claimed=claimed))
    client.expect_close(1002)


@pytest.mark.parametrize("claimed", [(16 << 20) + 1, 1 << 40, (1 << 63) - 1])
def test_a_length_beyond_the_limit_ends_it_before_a_byte_of_it_came(client, claimed):
    client.send(frame(BINARY_FRAME, claimed=claimed))
    client.expect_close(1009)


@pytest.mark.parametrize("opcode", [CLOSE, PING, PONG])
@pytest.mark.parametrize("length", [126, 65_536])
def test_a_control_frame_beyond_125_bytes_ends_it(client, opcode, length):
    client.send(frame(opcode, bytes(length)))
    client.expect_close(1002)


# 5.1, 5.3: masks


@pytest.mark.parametrize("opcode", [TEXT, BINARY_FRAME, CLOSE, PING, PONG])
def test_an_unmasked_frame_ends_it(client, opcode):
    client.send(frame(opcode, b"\x03\xe8", mask=None))
    client.expect_close(1002)


@pytest.mark.parametrize("mask", [bytes(4), b"\xff\xff\xff\xff", b"\x01\x02\x03\x04", b"\x80\x00\x00\x00"])
def test_any_mask_is_taken_off(client, mask):
    message = bytes(range(256)) * 5
    client.send(frame(BINARY_FRAME, message, mask=mask))
    client.expect(("binary", message))


# 5.4: fragments


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_fragments_of_any_size_become_one_message(client, size):
    message = ("grüß 日本 🖋 " * 20).encode()
    pieces = [message[start:start + size] for start in range(0, len(message), size)]
    client.send(*(
        frame(CONTINUATION if place else TEXT, piece, final=place == len(pieces) - 1)
        for place, piece in enumerate(pieces)))
    client.expect(("text", message.decode()))


@pytest.mark.parametrize("first, middle, last", [(b"", b"", b""), (b"", b"x", b""), (b"x", b"", b""), (b"", b"", b"x")])
def test_empty_fragments_are_fragments(client, first, middle, last):
    client.send(frame(TEXT, first, False), frame(CONTINUATION, middle, False), frame(CONTINUATION, last))
    client.expect(("text", (first + middle + last).decode()))


def test_control_frames_may_stand_between_fragments(client):
    client.send(
        frame(TEXT, b"a", False), frame(PING, b"1"), frame(CONTINUATION, b"b", False), frame(PONG), frame(PING, b"2"),
        frame(CONTINUATION, b"c"))
    client.expect(("pong", b"1"), ("pong", b"2"), ("text", "abc"))


@pytest.mark.parametrize("opcode", [CLOSE, PING, PONG])
def test_control_frames_are_never_fragments(client, opcode):
    client.send(frame(opcode, b"", final=False))
    client.expect_close(1002)


@pytest.mark.parametrize("final", [True, False])
def test_a_continuation_of_nothing_ends_it(client, final):
    client.send(frame(CONTINUATION, b"x", final))
    client.expect_close(1002)


@pytest.mark.parametrize("opcode", [TEXT, BINARY_FRAME])
@pytest.mark.parametrize("final", [True, False])
def test_a_message_within_a_message_ends_it(client, opcode, final):
    client.send(frame(TEXT, b"a", False), frame(opcode, b"b", final))
    client.expect_close(1002)


def test_after_a_message_nothing_is_left_to_continue(client):
    client.send(frame(TEXT, b"a", False), frame(CONTINUATION, b"b"), frame(CONTINUATION, b"c"))
    client.expect(("text", "ab"))
    client.expect_close(1002)


def test_bytes_that_drip_mean_the_same(client):
    message = frame(TEXT, "grüß".encode(), False) + frame(PING, b"p") + frame(CONTINUATION, "日".encode())
    client.drip(message + frame(BINARY_FRAME, bytes(300)))
    client.expect(("pong", b"p"), ("text", "grüß日"), ("binary", bytes(300)))


# 8.1: UTF-8

GOOD = ["\u0000", "\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\ufffd", "\uffff", "\U00010000",
        "\U0010ffff", "κόσμε", "\ufeffx"]
BAD = [
    b"\x80", b"\xbf", b"\xc0\x80", b"\xc1\xbf", b"\xc2", b"\xc2\x41", b"\xe0\x80\x80", b"\xe0\x9f\xbf", b"\xe1\x80",
    b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xed\xa0\x80\xed\xb0\x80", b"\xf0\x80\x80\x80", b"\xf0\x8f\xbf\xbf",
    b"\xf0\x90\x80", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xfe", b"\xff",
    "κόσμε".encode() + b"\xed\xa0\x80" + b"edited"]


@pytest.mark.parametrize("text", GOOD)
def test_text_at_the_edges_of_utf8_is_taken_however_it_is_cut(client, text):
    data = text.encode()
    for cut in range(len(data) + 1):
        client.send(frame(TEXT, data[:cut], False), frame(CONTINUATION, data[cut:]))
        client.expect(("text", text))


@pytest.mark.parametrize("data", BAD)
def test_text_that_is_no_utf8_ends_it(client, data):
    client.send(frame(TEXT, data))
    client.expect_close(1007)


@pytest.mark.parametrize("data", BAD)
def test_text_that_is_no_utf8_ends_it_in_fragments(client, data):
    client.send(*(frame(CONTINUATION if place else TEXT, data[place:place + 1], False) for place in range(len(data))))
    client.send(frame(CONTINUATION))
    client.expect_close(1007)


@pytest.mark.parametrize("data", [b"\xff", b"\xc0\x80", b"\xed\xa0", b"\xf4\x90"])
def test_text_that_can_become_no_utf8_ends_it_before_the_message_does(client, data):
    client.send(frame(TEXT, b"ok", False), frame(CONTINUATION, data, claimed=1000)[:-len(data)], masked(data, MASK))
    client.expect_close(1007)


def test_binary_may_hold_anything(client):
    for data in BAD:
        client.send(frame(BINARY_FRAME, data))
        client.expect(("binary", data))


# 5.5.1, 7.4: the end; 1014 is younger than wsproto, which takes it for wrong


@pytest.mark.parametrize(
    "code", [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 3000, 3999, 4000, 4999])
def test_a_close_is_answered_with_its_code(client, code):
    client.send(close_frame(code, "grüß".encode()))
    client.expect_close(code)


@pytest.mark.parametrize(
    "code", [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 32_768, 65_535])
def test_a_code_that_is_never_sent_ends_it(client, code):
    client.send(close_frame(code))
    client.expect_close(1002)


def test_a_close_without_a_body_is_answered_without_one(client):
    client.send(frame(CLOSE))
    client.expect_close(NO_CODE)


def test_a_close_of_one_byte_ends_it(client):
    client.send(frame(CLOSE, b"\x03"))
    client.expect_close(1002)


def test_a_reason_has_room_for_123_bytes(client):
    client.send(close_frame(1000, b"r" * 123))
    client.expect_close(1000)


@pytest.mark.parametrize("reason", [b"\xff", b"ok\xc2", b"\xed\xa0\x80"])
def test_a_reason_that_is_no_utf8_ends_it(client, reason):
    client.send(close_frame(1000, reason))
    client.expect_close(1007)


def test_what_comes_after_a_close_is_thrown_away(client):
    client.send(close_frame(1000), frame(PING, b"late"), frame(TEXT, b"late"), frame(3), close_frame(1001))
    client.expect_close(1000)


def test_a_close_ends_a_message_under_way(client):
    client.send(frame(TEXT, b"begun", False), close_frame(1001))
    client.expect_close(1001)


def test_an_end_without_a_close_disturbs_nobody(echo, client):
    with Client(echo) as other:
        other.send(frame(TEXT, b"half a messa", claimed=100))
    still_echoes(client)


# RFC 7692


@pytest.mark.parametrize("size", [0, 1, 100, 1023, 1024, 1025, 65_535, 65_536, 1 << 20])
@pytest.mark.parametrize("level", [0, 1, 9])
def test_a_squeezed_message_comes_back_whole(deflating, size, level):
    message = b"".join(b"line %d of the letter\n" % number for number in range(size // 16 + 1))[:size]
    deflating.send(frame(TEXT, squeezed(message, level=level), reserved=4))
    deflating.expect(("text", message.decode()))


def test_messages_without_the_bit_are_as_they_are(deflating):
    deflating.send(frame(TEXT, b"plain"), frame(TEXT, squeezed(b"squeezed"), reserved=4), frame(BINARY_FRAME, b"plain"))
    deflating.expect(("text", "plain"), ("text", "squeezed"), ("binary", b"plain"))


@pytest.mark.parametrize("size", [1, 2, 5])
def test_a_squeezed_message_in_fragments_with_a_ping_between(deflating, size):
    data = squeezed(b"second ring, second ring, second ring")
    pieces = [data[start:start + size] for start in range(0, len(data), size)]
    deflating.send(
        frame(TEXT, pieces[0], False, reserved=4), frame(PING, b"p"),
        *(frame(CONTINUATION, piece, False) for piece in pieces[1:]), frame(CONTINUATION))
    deflating.expect(("pong", b"p"), ("text", "second ring, second ring, second ring"))


def test_the_bit_stands_on_the_first_fragment_alone(deflating):
    data = squeezed(b"second ring")
    deflating.send(frame(TEXT, data[:3], False, reserved=4), frame(CONTINUATION, data[3:], reserved=4))
    deflating.expect_close(1002)


@pytest.mark.parametrize("data", [b"\x00", squeezed(b""), squeezed(b"", flush=zlib.Z_FINISH)])
def test_an_empty_message_has_many_forms(deflating, data):
    deflating.send(frame(TEXT, data, reserved=4))
    deflating.expect(("text", ""))


def test_blocks_that_call_themselves_last_are_blocks(deflating):
    data = squeezed(b"one ", flush=zlib.Z_FINISH) + squeezed(b"two", flush=zlib.Z_FINISH)
    deflating.send(frame(TEXT, data, reserved=4))
    deflating.expect(("text", "one two"))


def test_no_message_knows_of_the_one_before(deflating):
    compressor = zlib.compressobj(6, zlib.DEFLATED, -15)
    first, second = (
        (compressor.compress(b"the same words as before") + compressor.flush(zlib.Z_SYNC_FLUSH))[:-4]
        for _ in range(2))
    deflating.send(frame(TEXT, first, reserved=4), frame(TEXT, second, reserved=4))
    deflating.expect(("text", "the same words as before"))
    deflating.expect_close(1007)


@pytest.mark.parametrize("data", [b"\xff", b"\x07\xff\xff", b"\x06", random.Random(1).randbytes(500)])
def test_what_is_not_squeezed_ends_it(deflating, data):
    deflating.send(frame(BINARY_FRAME, data, reserved=4))
    deflating.expect_close(1007)


def test_unpacked_text_must_be_utf8_too(deflating):
    deflating.send(frame(TEXT, squeezed(b"\xed\xa0\x80"), reserved=4))
    deflating.expect_close(1007)


def test_a_bomb_stops_at_the_limit(deflating):
    deflating.send(frame(BINARY_FRAME, squeezed(bytes((16 << 20) + 1), level=9), reserved=4))
    deflating.expect_close(1009)


@pytest.mark.parametrize("bits", range(9, 16))
def test_a_window_that_was_asked_for_is_kept(echo, bits):
    with Client(echo, f"permessage-deflate; server_max_window_bits={bits}") as client:
        assert f"server_max_window_bits={bits}" in client.agreed
        # What repeats lies farther back than a small window reaches: wsproto unpacks with the window agreed on.
        message = (random.Random(2).randbytes(3_000).hex() * 3).encode()
        client.send(frame(TEXT, squeezed(message), reserved=4))
        client.expect(("text", message.decode()))


@pytest.mark.parametrize("bits", range(9, 16))
def test_a_clients_smaller_window_is_read(echo, bits):
    with Client(echo, "permessage-deflate; client_max_window_bits") as client:
        client.send(frame(TEXT, squeezed(b"abc" * 3_000, window=bits), reserved=4))
        client.expect(("text", "abc" * 3_000))


@pytest.mark.parametrize("offer", [
    "permessage-deflate; server_max_window_bits=8", "permessage-deflate; server_max_window_bits=16",
    "permessage-deflate; server_max_window_bits", "permessage-deflate; server_max_window_bits=010",
    "permessage-deflate; client_max_window_bits=7", "permessage-deflate; client_max_window_bits=x",
    "permessage-deflate; server_no_context_takeover=1", "permessage-deflate; unknown",
    "permessage-deflate; server_no_context_takeover; server_no_context_takeover", "x-webkit-deflate-frame", "bbf-usp"])
def test_an_offer_that_cannot_be_served_is_declined_and_nothing_else_happens(echo, offer):
    with Client(echo, offer) as client:
        assert client.agreed is None
        still_echoes(client)
    with Client(echo, f"{offer}, permessage-deflate") as client:
        assert client.agreed
        client.send(frame(TEXT, squeezed(b"the second offer"), reserved=4))
        client.expect(("text", "the second offer"))
