// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace rollcall {

/// The sockets of the HTTP client in one epoll set, which is itself the only descriptor that the Qt event loop sees.
///
/// Qt's dispatcher hands every QSocketNotifier to poll(2) in each turn of the loop: with a kept connection for each of
/// 10,000 hosts that alone costs more than the exchanges. Interest is kept when a request is done and taken up again
/// by the next one on the same connection, so that an exchange on a kept connection changes nothing in the kernel.
class SocketPoll
{
public:
    static constexpr std::uint32_t Read = 1;
    static constexpr std::uint32_t Write = 2;
    static constexpr std::uint32_t Fault = 4;

    struct Event
    {
        int socket = -1;
        std::uint32_t what = 0; ///< of Read, Write, Fault
        void *owner = nullptr;
    };

    /// Lets this process have as many sockets as it may: a connection per host is kept, and at 1,000 hosts the usual
    /// soft limit of 1,024 descriptors is not enough.
    static void raiseLimit();

    SocketPoll();
    ~SocketPoll();
    SocketPoll(const SocketPoll &) = delete;
    SocketPoll &operator=(const SocketPoll &) = delete;

    /// Readable when wait() has something. -1 when the system gave none.
    int descriptor() const { return m_descriptor; }

    /// A new socket, closed on exec so that a child process does not keep connections open; -1 with errno on failure.
    int open(int family, int type, int protocol);
    /// Closes a socket that open() gave.
    void close(int socket);
    /// What `owner` wants to hear of `socket`; 0 for nothing. Any socket, also one that open() did not give.
    void want(int socket, std::uint32_t what, void *owner);

    /// What is ready now, at most one batch; never waits. Level triggered: what is not taken up comes again.
    int wait();
    const Event &event(int index) const { return m_events[static_cast<std::size_t>(index)]; }

private:
    struct Socket
    {
        std::uint32_t known = 0; ///< what the kernel was asked for
        std::uint32_t wanted = 0;
        bool isOwn = false; ///< only for these is the moment of closing known, so only these may keep their interest
        void *owner = nullptr;
    };
    Socket &at(int socket);
    void tell(int socket, Socket &entry, std::uint32_t what) const;

    static constexpr int Batch = 64;
    int m_descriptor = -1;
    std::vector<Socket> m_sockets; ///< by descriptor, which the kernel keeps small
    std::array<Event, Batch> m_events;
};

} // namespace rollcall
