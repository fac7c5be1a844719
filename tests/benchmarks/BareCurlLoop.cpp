// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "BareCurlLoop.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

namespace rollcall::bench {

namespace {

std::chrono::nanoseconds read(clockid_t id)
{
    timespec t{};
    clock_gettime(id, &t);
    return std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec);
}

class Loop
{
public:
    explicit Loop(const std::vector<std::string> &urls)
    {
        rlimit limit{};
        getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
        m_epoll = epoll_create1(EPOLL_CLOEXEC);
        m_multi = curl_multi_init();
        curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &Loop::onSocket);
        curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
        curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &Loop::onTimer);
        curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
        curl_multi_setopt(m_multi, CURLMOPT_MAXCONNECTS, long(urls.size() + 16));
        m_bodies.resize(urls.size());
        for (std::size_t i = 0; i < urls.size(); ++i) {
            CURL *easy = curl_easy_init();
            curl_easy_setopt(easy, CURLOPT_URL, urls[i].c_str());
            curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Loop::onBody);
            curl_easy_setopt(easy, CURLOPT_WRITEDATA, &m_bodies[i]);
            curl_easy_setopt(easy, CURLOPT_PRIVATE, &m_bodies[i]);
            curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
            curl_easy_setopt(easy, CURLOPT_PROXY, "");
            curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 5000L);
            curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, 4096L);
            m_easies.push_back(easy);
        }
    }
    ~Loop()
    {
        for (CURL *easy : m_easies)
            curl_easy_cleanup(easy);
        curl_multi_cleanup(m_multi);
        close(m_epoll);
    }
    Loop(const Loop &) = delete;
    Loop &operator=(const Loop &) = delete;

    void round(int inFlight, BareRun &run)
    {
        std::size_t next = 0;
        std::size_t done = 0;
        int running = 0;
        while (done < m_easies.size()) {
            bool hasAdded = false;
            while (next < m_easies.size() && next - done < std::size_t(inFlight)) {
                curl_multi_add_handle(m_multi, m_easies[next++]);
                hasAdded = true;
            }
            if (hasAdded)
                curl_multi_socket_action(m_multi, CURL_SOCKET_TIMEOUT, 0, &running);
            std::array<epoll_event, 64> events; // NOLINT: filled by the kernel
            const int ready = epoll_wait(m_epoll, events.data(), int(events.size()), m_wait);
            if (ready == 0)
                curl_multi_socket_action(m_multi, CURL_SOCKET_TIMEOUT, 0, &running);
            for (int i = 0; i < ready; ++i) {
                const epoll_event &event = events[std::size_t(i)];
                const int what = ((event.events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) |
                                 ((event.events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
                                 ((event.events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0);
                curl_multi_socket_action(m_multi, event.data.fd, what, &running);
            }
            int left = 0;
            while (const CURLMsg *message = curl_multi_info_read(m_multi, &left)) {
                const CURLcode code = message->data.result;
                CURL *easy = message->easy_handle;
                long status = 0;
                curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
                std::string *body = nullptr;
                curl_easy_getinfo(easy, CURLINFO_PRIVATE, &body);
                curl_multi_remove_handle(m_multi, easy);
                body->clear();
                ++done;
                ++run.requests;
                if (code != CURLE_OK || status != 200)
                    ++run.failures;
            }
        }
    }

private:
    static size_t onBody(char *bytes, size_t size, size_t count, void *body)
    {
        static_cast<std::string *>(body)->append(bytes, size * count);
        return size * count;
    }
    static int onSocket(CURL *, curl_socket_t socket, int what, void *self, void *known)
    {
        auto *loop = static_cast<Loop *>(self);
        epoll_event event{};
        event.data.fd = socket;
        event.events = (what == CURL_POLL_IN || what == CURL_POLL_INOUT ? EPOLLIN : 0U) |
                       (what == CURL_POLL_OUT || what == CURL_POLL_INOUT ? EPOLLOUT : 0U);
        const int operation = what == CURL_POLL_REMOVE ? EPOLL_CTL_DEL : known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
        epoll_ctl(loop->m_epoll, operation, socket, &event);
        if (what != CURL_POLL_REMOVE && !known)
            curl_multi_assign(loop->m_multi, socket, loop);
        return 0;
    }
    static int onTimer(CURLM *, long wait, void *self)
    {
        static_cast<Loop *>(self)->m_wait = int(std::min<long>(wait, 10000));
        return 0;
    }

    int m_epoll = -1;
    int m_wait = -1;
    CURLM *m_multi = nullptr;
    std::vector<CURL *> m_easies;
    std::vector<std::string> m_bodies;
};

} // namespace

BareRun runBareCurlLoop(const std::vector<std::string> &urls, int rounds, int inFlight)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    Loop loop(urls);
    BareRun connecting;
    loop.round(inFlight, connecting);
    BareRun run;
    const auto cpu = read(CLOCK_PROCESS_CPUTIME_ID);
    const auto wall = read(CLOCK_MONOTONIC);
    for (int i = 0; i < rounds; ++i)
        loop.round(inFlight, run);
    run.cpu = read(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    run.wall = read(CLOCK_MONOTONIC) - wall;
    return run;
}

} // namespace rollcall::bench
