// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Scenery.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <random>

namespace rollcall::demo {

using namespace Qt::StringLiterals;

Stage::Stage(Clock &time, unsigned seed, QByteArray mattermost, GossipMode gossipMode)
    : clock(time),
      random(seed),
      began(time.now()),
      mattermostVersion(std::move(mattermost)),
      gossip(gossipMode),
      m_folder(QDir::tempPath() + u"/rollcall-demo-XXXXXX"_s)
{}

QByteArray Stage::newSecret()
{
    Random device(std::random_device{}());
    return newId(device);
}

Result<void> Stage::keep(const QString &fileName, const QByteArray &secret) const
{
    QFile file(pathOf(fileName));
    // The folder is 0700 already; the mode matters to those who check it.
    if (!m_folder.isValid() || !file.open(QFile::WriteOnly | QFile::NewOnly) ||
        !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(secret + "\n") < 0 || !file.flush())
        return Error{u"demo.no_folder"_s, u"cannot write the demonstration's secrets below "_s + QDir::tempPath()};
    return {};
}

const Identity &Stage::identity()
{
    if (!m_identity)
        m_identity = makeIdentity();
    return *m_identity;
}

QByteArray quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

QByteArray oneLine(const JsonMembers &members)
{
    QByteArray text;
    for (const auto &[key, value] : members)
        text += (text.isEmpty() ? "{ \"" : ", \"") + key + "\": " + value;
    return text + " }";
}

QByteArray fileReference(const QString &path)
{
    return "{ \"file\": " + quoted(path) + " }";
}

QByteArray loginOf(const QByteArray &user, const QString &path)
{
    return "{ \"user\": " + quoted(QString::fromLatin1(user)) + ", \"password\": " + fileReference(path) + " }";
}

} // namespace rollcall::demo
