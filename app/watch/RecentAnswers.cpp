// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/RecentAnswers.h"

#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

qsizetype RecentAnswers::longestBody(std::size_t targets)
{
    constexpr std::size_t Many = 100;
    return qsizetype(targets < Many ? 64 : 16) * 1024;
}

void RecentAnswers::keep(Answer &&answer, qsizetype longestBody)
{
    if (HttpResult *http = std::get_if<0>(&answer.result)) {
        if (http->body.size() > longestBody) {
            const QString cut = u"the first %1 of %2 bytes are kept"_s.arg(longestBody).arg(http->body.size());
            http->detail = http->detail.isEmpty() ? cut : QString(http->detail % u"; " % cut);
            http->body = http->body.first(longestBody);
        } else if (http->body.capacity() > 2 * http->body.size() + 256) {
            http->body.squeeze(); // the reader's buffer may have been made for far more
        }
    }
    // Bytes for no human eye: what they mean stands among the facts.
    constexpr qsizetype KeptBytes = 4096;
    if (auto *tcp = std::get_if<TcpResult>(&answer.result); tcp && tcp->answer.size() > KeptBytes)
        tcp->answer = tcp->answer.first(KeptBytes);
    if (auto *socket = std::get_if<WebSocketResult>(&answer.result); socket && socket->message.size() > longestBody)
        socket->message = socket->message.first(longestBody);
    for (Answer &kept : m_answers) {
        if (kept.spec == answer.spec || kept.spec->id == answer.spec->id) {
            kept = std::move(answer);
            return;
        }
    }
    m_answers.push_back(std::move(answer));
}

std::vector<Answer> RecentAnswers::newestFirst() const
{
    std::vector<Answer> answers = m_answers;
    std::ranges::stable_sort(answers, [](const Answer &a, const Answer &b) { return a.at > b.at; });
    return answers;
}

} // namespace rollcall
