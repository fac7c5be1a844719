// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gossip/MembershipQuery.h"

#include "gossip/Requests.h"

namespace rollcall::gossip {

MembershipQuery::MembershipQuery(std::vector<Secret> keys, QByteArray label)
    : m_keys(std::move(keys)), m_label(std::move(label))
{}

QByteArray MembershipQuery::message()
{
    if (m_keys.empty())
        return labelled(membersRequest(), m_label);
    return sealed(membersRequest(), m_keys[size_t(m_key.load())], m_label);
}

QString MembershipQuery::commandOptions() const
{
    QString options;
    if (!m_keys.empty())
        options += QStringLiteral(" --key-env ROLLCALL_GOSSIP_KEY");
    if (!m_label.isEmpty()) {
        QString label = QString::fromUtf8(m_label);
        label.replace(u'\'', QStringLiteral("'\\''"));
        options += QStringLiteral(" --label '") + label + u'\'';
    }
    return options;
}

std::vector<Secret> MembershipQuery::secrets() const
{
    std::vector<Secret> all;
    for (const Secret &key : m_keys) {
        all.push_back(key);
        all.emplace_back(key.reveal().toBase64());
    }
    return all;
}

Reply MembershipQuery::read(QByteArrayView answer)
{
    Reply reply = decode(answer, m_keys, m_label);
    // A node seals with the first key of its ring, in a complaint too, and takes what is sealed with any of the ring.
    if (reply.key >= 0)
        m_key = reply.key;
    return reply;
}

} // namespace rollcall::gossip
