// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ClusterFile.h"

#include "cluster/ClusterReading.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <sys/stat.h>
#include <unistd.h>

namespace rollcall {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using PathVisitor = std::function<void(QString &)>;

void visitSecret(std::optional<SecretReference> &reference, const PathVisitor &visit)
{
    if (reference && reference->kind == SecretReference::Kind::File)
        visit(reference->name);
}

void visitLogin(std::optional<Login> &login, const PathVisitor &visit)
{
    if (login && login->password.kind == SecretReference::Kind::File)
        visit(login->password.name);
}

void visitTls(TlsSettings &tls, const PathVisitor &visit)
{
    visit(tls.caFile);
    visit(tls.clientCertificate);
    visitSecret(tls.clientKey, visit);
}

/// Every path of the file system that the cluster file holds.
void visitPaths(ClusterFile &file, const PathVisitor &visit)
{
    visitSecret(file.token, visit);
    visitLogin(file.login, visit);
    visitTls(file.tls, visit);
    if (file.gossip)
        visitSecret(file.gossip->key, visit);
    for (Node &node : file.nodes) {
        visitSecret(node.token, visit);
        visitSecret(node.healthToken, visit);
        visitLogin(node.login, visit);
        if (node.tls)
            visitTls(*node.tls, visit);
        if (node.gossip)
            visitSecret(node.gossip->key, visit);
    }
    for (GenericProbe &probe : file.probes) {
        for (HeaderValue &value : probe.headers)
            visitSecret(value.secret, visit);
    }
}

/// Closes the descriptor at the end of the scope.
class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

struct ReadFailure
{
    QString code;
    QString message;
};

std::optional<ReadFailure> readWhole(const QString &path, QByteArray &content)
{
    // Not blocking: opening a pipe would else wait for somebody to write to it.
    const Descriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (file.get() < 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return ReadFailure{u"file.missing"_s, u"there is no such file"_s};
        if (errno == EACCES)
            return ReadFailure{u"file.unreadable"_s, u"no permission to read this file"_s};
        return ReadFailure{u"file.unreadable"_s, u"cannot be read: "_s + qt_error_string(errno)};
    }
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0)
        return ReadFailure{u"file.unreadable"_s, u"cannot be read: "_s + qt_error_string(errno)};
    if (S_ISDIR(status.st_mode))
        return ReadFailure{u"file.not_regular"_s, u"a folder; expected a cluster file"_s};
    if (!S_ISREG(status.st_mode))
        return ReadFailure{u"file.not_regular"_s, u"not a regular file; expected a cluster file"_s};
    if (status.st_size > LargestFile)
        return ReadFailure{u"file.too_large"_s, u"larger than 8 MiB; this is no cluster file"_s};
    // A descriptor that QFile takes over without owning it; one byte more than allowed tells a file that grew.
    QFile reader;
    if (!reader.open(file.get(), QFile::ReadOnly, QFile::DontCloseHandle))
        return ReadFailure{u"file.unreadable"_s, u"cannot be read: "_s + reader.errorString()};
    content = reader.read(LargestFile + 1);
    if (reader.error() != QFile::NoError)
        return ReadFailure{u"file.unreadable"_s, u"cannot be read: "_s + reader.errorString()};
    return {};
}

QString folderOf(const QString &path)
{
    return QFileInfo(path).absoluteDir().absolutePath();
}

} // namespace

Result<ClusterFile> ClusterFile::load(const QString &path, std::vector<FileFault> *faults)
{
    if (faults)
        faults->clear();
    QByteArray content;
    if (const auto failure = readWhole(path, content)) {
        const FileFault fault{0, 0, {}, failure->message};
        if (faults)
            *faults = {fault};
        return Error{failure->code, faultLines(path, {fault}, 0)};
    }
    auto parsed = parse(content, path, faults);
    if (!parsed)
        return parsed;
    ClusterFile file = std::move(parsed).value();
    file.origin.folder = folderOf(path);
    const QDir folder(file.origin.folder);
    visitPaths(file, [&file, &folder](QString &entry) {
        if (entry.isEmpty() || QDir::isAbsolutePath(entry))
            return;
        const QString absolute = QDir::cleanPath(folder.absoluteFilePath(entry));
        file.origin.paths.insert(absolute, entry);
        entry = absolute;
    });
    return file;
}

Result<void> ClusterFile::save(const QString &path) const
{
    ClusterFile moved = *this;
    // A relative path means another file beside another cluster file.
    if (folderOf(path) != origin.folder)
        moved.origin.paths.clear();
    const QByteArray text = moved.toJson();
    if (const auto readBack = parse(text, path); !readBack)
        return Error{u"file.refused"_s,
                     u"not saved, because it could not be read again:\n"_s + readBack.error().message};
    QSaveFile file(path);
    const bool written = file.open(QFile::WriteOnly) && file.write(text) == text.size() && file.commit();
    if (!written)
        return Error{u"file.unwritable"_s, shownFileName(path) + u": cannot be written: " + file.errorString()};
    return {};
}

QString ClusterFile::targetName(TargetId id) const
{
    if (isProxy(id))
        return u"proxy"_s;
    return id.isValid() && id.index() < nodes.size() ? nodes[id.index()].name : QString();
}

namespace {

TlsSettings folded(TlsSettings tls, const TlsSettings &own)
{
    if (!own.caFile.isEmpty())
        tls.caFile = own.caFile;
    if (!own.pin.isEmpty())
        tls.pin = own.pin;
    if (!own.clientCertificate.isEmpty()) {
        // The cluster's key belongs to the cluster's certificate.
        tls.clientCertificate = own.clientCertificate;
        tls.clientKey.reset();
    }
    if (own.clientKey)
        tls.clientKey = own.clientKey;
    return tls;
}

std::chrono::milliseconds startupGraceOf(const QString &product)
{
    return product.startsWith("wso2-"_L1) ? 120s : 0s;
}

/// Off when it says so.
template <class Settings>
std::optional<Settings> enabled(const std::optional<Settings> &settings)
{
    return settings && settings->enabled ? settings : std::nullopt;
}

} // namespace

TargetSettings ClusterFile::settings(TargetId id) const
{
    TargetSettings folding;
    folding.name = targetName(id);
    folding.product = product;
    folding.token = token;
    folding.login = login;
    folding.tls = tls;
    folding.interval = interval;
    folding.timeout = timeout;
    folding.retryAfter = retryAfter;
    if (isProxy(id)) {
        folding.isProxy = true;
        folding.url = publicUrl;
        folding.startupGrace = startupGrace.value_or(startupGraceOf(product));
        return folding;
    }
    if (!id.isValid() || id.index() >= nodes.size())
        return folding;
    const Node &node = nodes[id.index()];
    folding.url = node.url;
    if (!node.product.isEmpty())
        folding.product = node.product;
    folding.role = node.role;
    folding.portOffset = node.portOffset.value_or(folding.product == "wso2-mi"_L1 ? 10 : 0);
    folding.connectTo = node.connectTo;
    if (node.token)
        folding.token = node.token;
    folding.healthToken = node.healthToken;
    if (node.login)
        folding.login = node.login;
    if (node.tls)
        folding.tls = folded(tls, *node.tls);
    folding.interval = node.interval.value_or(interval);
    folding.timeout = node.timeout.value_or(timeout);
    const auto grace = node.startupGrace ? node.startupGrace : startupGrace;
    folding.startupGrace = grace.value_or(startupGraceOf(folding.product));

    const bool isMattermost = folding.product == "mattermost"_L1;
    // What the cluster says of these is about its own product: a load balancer among the nodes has no gossip port.
    const bool inherits = folding.product == product;
    const auto metricsWritten = node.metrics || !inherits ? node.metrics : metrics;
    const auto gossipWritten = node.gossip || !inherits ? node.gossip : gossip;
    folding.metrics = metricsWritten || !isMattermost ? enabled(metricsWritten) : MetricsSettings{};
    folding.gossip = gossipWritten || !isMattermost ? enabled(gossipWritten) : GossipSettings{};
    folding.gossipIsWritten = gossipWritten.has_value();
    if (folding.gossip && !folding.gossip->key && inherits && gossip)
        folding.gossip->key = gossip->key;
    return folding;
}

} // namespace rollcall
