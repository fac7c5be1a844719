// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/SecretStore.h"

#include <QFile>
#include <QObject>
#include <QTimer>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LargestSecret = 64 * 1024;

Error fault(const QString &code, const QString &path, const QString &message)
{
    return {code, u"the secret file %1 %2"_s.arg(path, message)};
}

/// Judged by its open descriptor: between a look at the name and the opening it could be exchanged.
std::optional<Error> judge(int file, const QString &path)
{
    struct stat status = {};
    if (::fstat(file, &status) != 0)
        return fault(u"secret.unreadable"_s, path, u"cannot be read: "_s + qt_error_string(errno));
    if (!S_ISREG(status.st_mode))
        return fault(u"secret.not_regular"_s, path, u"is not a regular file"_s);
    if (status.st_uid != ::geteuid())
        return fault(u"secret.foreign"_s, path,
                     u"belongs to another user; it must belong to the one who runs this program"_s);
    if ((status.st_mode & 07777 & ~0600) != 0)
        return fault(u"secret.exposed"_s, path,
                     u"has mode 0%1, so that others may read it; run: chmod 600 %2"_s.arg(
                         QString::number(status.st_mode & 07777, 8), path));
    if (status.st_size > LargestSecret)
        return fault(u"secret.too_large"_s, path, u"is larger than 64 KiB; this is no secret"_s);
    return {};
}

Result<Secret> readOpen(int file, const QString &path)
{
    if (const auto error = judge(file, path))
        return *error;
    QByteArray bytes(LargestSecret + 1, '\0');
    qsizetype length = 0;
    while (length < bytes.size()) {
        const ssize_t count = ::read(file, bytes.data() + length, static_cast<std::size_t>(bytes.size() - length));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fault(u"secret.unreadable"_s, path, u"cannot be read: "_s + qt_error_string(errno));
        if (count == 0)
            break;
        length += count;
    }
    const bool isTooLarge = length > LargestSecret;
    if (length > 0 && bytes[length - 1] == '\n')
        --length;
    if (length > 0 && bytes[length - 1] == '\r')
        --length;
    Secret secret(QByteArray(bytes.constData(), length));
    const Secret wiped(std::move(bytes)); // overwrites the buffer that the file was read into
    if (isTooLarge)
        return fault(u"secret.too_large"_s, path, u"is larger than 64 KiB; this is no secret"_s);
    if (secret.isEmpty())
        return fault(u"secret.empty"_s, path, u"is empty"_s);
    return secret;
}

Result<Secret> readFile(const QString &path)
{
    // Not through a symbolic link, and not blocking: opening a pipe would else wait for its writer.
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return fault(u"secret.missing"_s, path, u"does not exist"_s);
        if (errno == ELOOP)
            return fault(u"secret.not_regular"_s, path, u"is a symbolic link; name the file itself"_s);
        return fault(u"secret.unreadable"_s, path, u"cannot be read: "_s + qt_error_string(errno));
    }
    auto secret = readOpen(file, path);
    ::close(file);
    return secret;
}

class FileStore final : public SecretStore
{
public:
    void read(const QString &name, std::function<void(Result<Secret>)> done) override
    {
        QTimer::singleShot(0, &m_context, [name, done = std::move(done)] { done(readFile(name)); });
    }

private:
    QObject m_context;
};

} // namespace

std::unique_ptr<SecretStore> makeFileStore()
{
    return std::make_unique<FileStore>();
}

} // namespace rollcall
