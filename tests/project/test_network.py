"""Tests reach this machine and nothing else (tests/conftest.py)."""

import socket

import pytest


@pytest.mark.parametrize("connect", ["connect", "connect_ex"])
@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")])
def test_no_connection_leaves_this_machine(family, address, connect):
    with socket.socket(family, socket.SOCK_DGRAM) as datagrams, pytest.raises(AssertionError, match=address):
        getattr(datagrams, connect)((address, 9))


def test_this_machine_may_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
