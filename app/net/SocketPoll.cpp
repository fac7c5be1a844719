// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SocketPoll.h"

#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace rollcall {

void SocketPoll::raiseLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

SocketPoll::SocketPoll() : m_descriptor(::epoll_create1(EPOLL_CLOEXEC)) {}

SocketPoll::~SocketPoll()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

SocketPoll::Socket &SocketPoll::at(int socket)
{
    const auto index = static_cast<std::size_t>(socket);
    if (index >= m_sockets.size())
        m_sockets.resize(index + index / 2 + 64);
    return m_sockets[index];
}

int SocketPoll::open(int family, int type, int protocol)
{
    const int socket = ::socket(family, type | SOCK_CLOEXEC, protocol);
    if (socket >= 0) {
        Socket &entry = at(socket);
        entry = Socket();
        entry.isOwn = true;
    }
    return socket;
}

void SocketPoll::close(int socket)
{
    at(socket) = Socket(); // closing takes it out of the epoll set: open() made sure that nobody else holds it
    ::close(socket);
}

void SocketPoll::tell(int socket, Socket &entry, std::uint32_t what) const
{
    epoll_event event{};
    event.data.fd = socket;
    event.events = ((what & Read) != 0 ? EPOLLIN : 0U) | ((what & Write) != 0 ? EPOLLOUT : 0U);
    const int operation = entry.known == 0 ? EPOLL_CTL_ADD : what == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
    ::epoll_ctl(m_descriptor, operation, socket, &event);
    entry.known = what;
}

void SocketPoll::want(int socket, std::uint32_t what, void *owner)
{
    Socket &entry = at(socket);
    entry.wanted = what;
    entry.owner = owner;
    if (entry.known == what || (what == 0 && entry.isOwn && entry.known == Read))
        return;
    tell(socket, entry, what);
}

int SocketPoll::wait()
{
    std::array<epoll_event, Batch> ready; // NOLINT: filled by the kernel
    const int count = ::epoll_wait(m_descriptor, ready.data(), Batch, 0);
    int found = 0;
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = ready[static_cast<std::size_t>(i)];
        Socket &entry = at(event.data.fd);
        if (entry.wanted == 0) {
            // An idle connection became readable: its peer closed it. Whoever takes it up next will see.
            if (entry.known != 0)
                tell(event.data.fd, entry, 0);
            continue;
        }
        Event &out = m_events[static_cast<std::size_t>(found++)];
        out.socket = event.data.fd;
        out.owner = entry.owner;
        out.what = ((event.events & EPOLLIN) != 0 ? Read : 0U) | ((event.events & EPOLLOUT) != 0 ? Write : 0U) |
                   ((event.events & (EPOLLERR | EPOLLHUP)) != 0 ? Fault : 0U);
    }
    return found;
}

} // namespace rollcall
