// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/mattermost/CanaryTurn.h"

#include "products/Exchange.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QUuid>
#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::mattermost::canary {

namespace {

constexpr std::size_t FileWords = 256; ///< of four bytes: 1 KiB

QByteArray randomBytes()
{
    std::array<quint32, FileWords> words{};
    QRandomGenerator::global()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words));
}

QString randomName()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace

Turn::Turn(const CanaryContext &context, Plan plan, Done done)
    : m_context(context),
      m_plan(std::move(plan)),
      m_done(std::move(done)),
      m_calls(context.http),
      m_message(MessagePrefix + randomName()),
      m_timer(context.clock.makeTimer([this] { stopWaiting(); }))
{}

void Turn::start()
{
    if (m_plan.isWhole)
        upload();
    else
        post();
}

void Turn::upload()
{
    Footing &sender = *m_plan.sender;
    m_bytes = randomBytes();
    const QByteArray boundary = "rollcall-" + randomName().toLatin1();
    HttpRequest request = sender.request("POST", u"/api/v4/files"_s);
    request.headers.push_back({"Content-Type", "multipart/form-data; boundary=" + boundary});
    request.body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"channel_id\"\r\n\r\n" +
                   sender.channelId().toLatin1() + "\r\n--" + boundary +
                   "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"rollcall-canary.bin\"\r\n"
                   "Content-Type: application/octet-stream\r\n\r\n" +
                   m_bytes + "\r\n--" + boundary + "--\r\n";
    m_calls.ask(std::move(request), [this](HttpResult &&http) {
        const Outcome outcome = judge(http, m_context.clock, u"upload_file"_s);
        if (http.status == 201 || http.status == 200)
            m_fileId = readFileId(http.body).value_or(QString());
        // 501: attachments are switched off, which is no fault.
        if (!m_fileId.isEmpty())
            m_outcomes.files[m_plan.sender->target()] = QString();
        else if (!outcome.answered())
            m_plan.sender->voice().tell(u"canary.file"_s, outcome);
        else if (http.status != 501)
            m_outcomes.files[m_plan.sender->target()] = statusText(http);
        post();
    });
}

void Turn::post()
{
    Footing &sender = *m_plan.sender;
    QJsonObject body{{u"channel_id"_s, sender.channelId()}, {u"message"_s, m_message}};
    if (!m_fileId.isEmpty())
        body.insert(u"file_ids"_s, QJsonArray{m_fileId});
    for (const Footing *receiver : m_plan.receivers)
        m_outcomes.arrivals[receiver->target()] = std::nullopt;
    m_isWaiting = true;
    m_isPosting = true;
    m_sentAt = m_context.clock.now();
    m_timer->startAt(m_sentAt + m_plan.wait);
    m_calls.ask(sender.request("POST", u"/api/v4/posts"_s, body), [this](HttpResult &&http) { posted(http); });
}

void Turn::posted(const HttpResult &http)
{
    m_isPosting = false;
    Footing &sender = *m_plan.sender;
    const bool isGood = http.status == 201 || http.status == 200;
    if (isGood)
        m_postId = readId(http.body).value_or(m_postId);
    m_outcomes.wasPosted = isGood;
    sender.voice().tellExpectation(u"canary.post"_s, judge(http, m_context.clock, u"create_post"_s), u"post"_s,
                                   u"HTTP 201"_s, isGood ? QString() : statusText(http));
    if (!isGood) {
        if (http.status == 401)
            sender.forgetSession();
        stopWaiting();
        return;
    }
    if (m_plan.isWhole) {
        const Canary &canary = *m_context.file->canary;
        readFiles();
        search(u"canary.users"_s, u"user search"_s, u"/api/v4/users/search"_s,
               canary.users.term.isEmpty() ? sender.account().userName : canary.users.term, canary.users.minimum);
        search(u"canary.channels"_s, u"channel search"_s, u"/api/v4/teams/%1/channels/search"_s.arg(sender.teamId()),
               canary.channels.term.isEmpty() ? canary.channel : canary.channels.term, canary.channels.minimum);
        askPage();
    }
    proceed();
}

void Turn::heard(TargetId at, const Event &event)
{
    if (!m_isWaiting || event.message != m_message || event.channelId != m_plan.sender->channelId() ||
        event.userId != m_plan.sender->account().id)
        return;
    // It is there, even if its own answer never comes.
    if (m_postId.isEmpty())
        m_postId = event.postId;
    const auto arrival = m_outcomes.arrivals.find(at);
    if (arrival == m_outcomes.arrivals.end() || arrival->second)
        return; // said twice
    arrival->second = std::chrono::duration_cast<std::chrono::microseconds>(m_context.clock.now() - m_sentAt);
    const bool isComplete = std::all_of(m_outcomes.arrivals.begin(), m_outcomes.arrivals.end(),
                                        [](const auto &entry) { return entry.second.has_value(); });
    if (isComplete)
        m_timer->startAt(m_context.clock.now()); // not from inside the WebSocket's own event
}

void Turn::readFiles()
{
    if (m_fileId.isEmpty())
        return;
    for (Footing *reader : m_plan.receivers) {
        if (reader == m_plan.sender)
            continue;
        ++m_open;
        m_calls.ask(reader->request("GET", u"/api/v4/files/%1"_s.arg(m_fileId)), [this, reader](HttpResult &&http) {
            --m_open;
            const Outcome outcome = judge(http, m_context.clock, u"read_channel"_s);
            if (!outcome.answered())
                reader->voice().tell(u"canary.file"_s, outcome);
            else if (http.status != 200)
                m_outcomes.files[reader->target()] = u"HTTP %1"_s.arg(http.status);
            else
                m_outcomes.files[reader->target()] = http.body == m_bytes ? QString() : u"other content"_s;
            proceed();
        });
    }
}

void Turn::search(const QString &probe, const QString &name, const QString &path, const QString &term, int minimum)
{
    Footing &sender = *m_plan.sender;
    if (term.isEmpty())
        return;
    ++m_open;
    m_calls.ask(sender.request("POST", path, QJsonObject{{u"term"_s, term}}),
                [this, &sender, probe, name, minimum](HttpResult &&http) {
                    --m_open;
                    const std::optional<int> hits = http.status == 200 ? countHits(http.body) : std::nullopt;
                    QString got;
                    if (!hits)
                        got = http.status == 200 ? u"HTTP 200 and no list"_s : statusText(http);
                    else if (*hits < minimum)
                        got = u"%1 found"_s.arg(*hits);
                    const bool isUsers = probe == "canary.users"_L1;
                    sender.voice().tellExpectation(
                        probe, judge(http, m_context.clock, isUsers ? u"view_members"_s : u"list_team_channels"_s),
                        name, u"at least %1 found"_s.arg(minimum), got);
                    proceed();
                });
}

void Turn::askPage()
{
    Footing &sender = *m_plan.sender;
    ++m_open;
    HttpRequest page = sender.request("GET", u"/login"_s);
    page.secretHeaders.clear(); // a page for everybody
    page.maxRedirects = 3;
    m_calls.ask(std::move(page), [this, &sender](HttpResult &&http) {
        --m_open;
        Outcome outcome = judge(http, m_context.clock, {});
        if (http.status == 404) {
            // A server without the web application.
            outcome.kind = Outcome::Kind::Absent;
            outcome.detail = u"HTTP 404"_s;
        }
        QString got;
        if (http.status != 200)
            got = u"HTTP %1"_s.arg(http.status);
        else if (!exchange::looksLikeHtml(http))
            got = u"HTTP 200 and no web page"_s;
        sender.voice().tellExpectation(u"canary.page"_s, outcome, u"page"_s, u"HTTP 200 and a web page"_s, got);
        proceed();
    });
}

void Turn::stopWaiting()
{
    m_isWaiting = false;
    m_timer->stop();
    proceed();
}

/// Deletes once nothing needs the post any more, and ends once nothing is on its way.
void Turn::proceed()
{
    // The message can be everywhere before its own answer has come.
    if (m_isWaiting || m_isPosting || m_open > 0 || m_isDeleting)
        return;
    if (!m_hasDeleted && !m_postId.isEmpty()) {
        m_isDeleting = true;
        clearUp(0);
        return;
    }
    const Done done = std::exchange(m_done, nullptr);
    if (done)
        done(*this);
}

/// The sender first; then whoever else answers, so that nothing stays behind when the sender has just gone.
void Turn::clearUp(std::size_t deleter)
{
    Footing &node = deleter == 0 ? *m_plan.sender : *m_plan.deleters[deleter - 1];
    m_calls.ask(node.request("DELETE", u"/api/v4/posts/%1"_s.arg(m_postId)), [this, deleter, &node](HttpResult &&http) {
        const Outcome outcome = judge(http, m_context.clock, u"delete_post"_s);
        const bool isGone = http.status == 200 || http.status == 404;
        if (outcome.kind == Outcome::Kind::Forbidden && deleter == 0)
            node.voice().tell(u"canary.post"_s, outcome);
        if (!isGone && deleter < m_plan.deleters.size()) {
            clearUp(deleter + 1);
            return;
        }
        m_isDeleting = false;
        m_hasDeleted = true;
        proceed();
    });
}

} // namespace rollcall::mattermost::canary
