// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/CredentialsReader.h"

#include "gossip/Requests.h"

#include <set>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

QString placeOf(const SecretReference &reference)
{
    switch (reference.kind) {
    case SecretReference::Kind::Keychain:
        return u"keychain entry \"%1\""_s.arg(reference.name);
    case SecretReference::Kind::Environment:
        return u"environment variable %1"_s.arg(reference.name);
    case SecretReference::Kind::File:
        return u"file %1"_s.arg(reference.name);
    }
    return {};
}

SecretStore *storeOf(const SecretStores &stores, const SecretReference &reference)
{
    switch (reference.kind) {
    case SecretReference::Kind::Keychain:
        return stores.keychain;
    case SecretReference::Kind::Environment:
        return stores.environment;
    case SecretReference::Kind::File:
        return stores.file;
    }
    return nullptr;
}

template <class Take>
void eachReference(const TargetSettings &settings, Take take)
{
    if (settings.token)
        take(*settings.token);
    if (settings.healthToken)
        take(*settings.healthToken);
    if (settings.login)
        take(settings.login->password);
    if (settings.tls.clientKey)
        take(*settings.tls.clientKey);
    if (settings.gossip && settings.gossip->key)
        take(*settings.gossip->key);
}

template <class Take>
void eachHeader(const GenericProbe &probe, Take take)
{
    for (const HeaderValue &value : probe.headers) {
        if (value.secret)
            take(*value.secret);
    }
}

} // namespace

/// Shared with the callbacks of the stores: they may come after the reader is gone.
struct CredentialsReader::Reading
{
    std::map<SecretReference, std::optional<Result<Secret>>> secrets;
    int answered = 0;
    std::function<void()> progressed;

    std::optional<Secret> secret(const SecretReference &reference) const
    {
        const auto it = secrets.find(reference);
        if (it == secrets.end() || !it->second || !it->second->ok())
            return std::nullopt;
        return it->second->value();
    }
};

CredentialsReader::CredentialsReader(std::shared_ptr<const ClusterFile> file, SecretStores stores,
                                     std::function<void()> progressed)
    : m_file(std::move(file)), m_stores(stores), m_reading(std::make_shared<Reading>())
{
    m_reading->progressed = std::move(progressed);
    const auto want = [this](const SecretReference &reference) { m_reading->secrets.emplace(reference, std::nullopt); };
    for (int i = 0; i < m_file->targetCount(); ++i)
        eachReference(m_file->settings(TargetId{i}), want);
    for (const GenericProbe &probe : m_file->probes)
        eachHeader(probe, want);
}

CredentialsReader::~CredentialsReader() = default;

void CredentialsReader::start()
{
    for (auto &[reference, result] : m_reading->secrets) {
        SecretStore *store = storeOf(m_stores, reference);
        if (!store) {
            result =
                Error{u"secret.no_store"_s, u"%1: there is nothing here that could read it"_s.arg(placeOf(reference))};
            ++m_reading->answered;
            continue;
        }
        store->read(reference.name, [weak = std::weak_ptr(m_reading), key = reference](Result<Secret> answer) {
            const auto reading = weak.lock();
            if (!reading)
                return;
            reading->secrets.at(key) = std::move(answer);
            ++reading->answered;
            reading->progressed();
        });
    }
}

bool CredentialsReader::isComplete() const
{
    return m_reading->answered == static_cast<int>(m_reading->secrets.size());
}

Credentials CredentialsReader::credentials(TargetId target)
{
    const TargetSettings settings = m_file->settings(target);
    Credentials credentials;
    if (settings.token)
        credentials.token = m_reading->secret(*settings.token);
    if (settings.healthToken)
        credentials.healthToken = m_reading->secret(*settings.healthToken);
    if (settings.login)
        credentials.password = m_reading->secret(settings.login->password);
    if (settings.gossip && settings.gossip->key)
        credentials.gossipKey = m_reading->secret(*settings.gossip->key);
    for (const GenericProbe &probe : m_file->probes) {
        // One with a URL of its own belongs to no node; whichever target carries it needs its headers.
        if (!probe.node.isEmpty() && (settings.isProxy || probe.node != settings.name))
            continue;
        eachHeader(probe, [&](const SecretReference &reference) {
            if (auto secret = m_reading->secret(reference))
                credentials.headers.insert_or_assign(reference, *secret);
        });
    }

    const TlsSettings &tls = settings.tls;
    if (tls == TlsSettings{})
        return credentials;
    if (std::exchange(m_trustsAt, m_reading->answered) != m_reading->answered)
        m_trusts.clear();
    QString key = tls.caFile % u'\n' % tls.pin % u'\n' % tls.clientCertificate;
    if (tls.clientKey)
        key += u'\n' % placeOf(*tls.clientKey);
    std::shared_ptr<const TlsTrust> &trust = m_trusts[key];
    if (!trust) {
        TlsTrust made;
        made.caFile = tls.caFile;
        made.pin = tls.pin;
        made.clientCertificate = tls.clientCertificate;
        if (tls.clientKey)
            made.clientKey = m_reading->secret(*tls.clientKey).value_or(Secret());
        trust = std::make_shared<const TlsTrust>(std::move(made));
    }
    credentials.tls = trust;
    return credentials;
}

QStringList CredentialsReader::problems() const
{
    QStringList lines;
    for (const auto &[reference, result] : m_reading->secrets) {
        if (!result)
            lines.append(u"%1: no answer yet; what needs it is not asked until then"_s.arg(placeOf(reference)));
        else if (!result->ok())
            lines.append(result->error().message);
    }
    // Read, but no key: said without a word of it.
    for (int i = 0; i < m_file->targetCount(); ++i) {
        const auto gossip = m_file->settings(TargetId{i}).gossip;
        const auto key = gossip && gossip->key ? m_reading->secret(*gossip->key) : std::nullopt;
        if (!key)
            continue;
        if (const auto keys = gossip::keysFrom(*key); !keys) {
            const QString line = placeOf(*gossip->key) % u": "_s % keys.error().message;
            if (!lines.contains(line))
                lines.append(line);
        }
    }
    return lines;
}

} // namespace rollcall
