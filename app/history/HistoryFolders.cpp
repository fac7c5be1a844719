// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/HistoryFolders.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace rollcall::historyfolders {

using namespace Qt::StringLiterals;

namespace {

const QString &noteName()
{
    static const QString The = u"cluster.json"_s;
    return The;
}

QString shortHash(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(8));
}

/// The path of the cluster file that the folder belongs to; empty: nobody's yet.
QString ownerOf(const QString &folder)
{
    QFile file(QDir(folder).filePath(noteName()));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.read(64 * 1024)).object().value(u"path"_s).toString();
}

/// Where that is not possible the folder is found by its name, as it was before.
void claim(const QString &folder, const QString &path)
{
    constexpr auto OwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (!QFileInfo::exists(folder) && QDir().mkpath(folder))
        QFile::setPermissions(folder, OwnerOnly | QFileDevice::ExeOwner);
    QSaveFile file(QDir(folder).filePath(noteName()));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(OwnerOnly);
    file.write(QJsonDocument(QJsonObject{{u"path"_s, path}}).toJson(QJsonDocument::Indented));
    file.commit();
}

} // namespace

QString ofName(const QString &root, const QString &cluster)
{
    QString readable;
    for (const QChar c : cluster.left(40))
        readable += c.isLetterOrNumber() && c.unicode() < 128 ? c.toLower() : u'-';
    return QDir(root).filePath(readable + u'-' + shortHash(cluster));
}

QString ofFile(const QString &root, const QString &cluster, const QString &path)
{
    const QDir folders(root);
    for (const QString &name : folders.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (ownerOf(folders.filePath(name)) == path)
            return folders.filePath(name);
    }
    const QString usual = ofName(root, cluster);
    const QString owner = ownerOf(usual);
    // That of a file that is there still is the other cluster's.
    const QString folder = owner.isEmpty() || !QFileInfo::exists(owner) ? usual : usual + u'-' + shortHash(path);
    claim(folder, path);
    return folder;
}

} // namespace rollcall::historyfolders
