// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Secret.h"

#include <QByteArray>
#include <vector>

namespace rollcall {

/// Takes secrets out of what came over the wire before it is written. Each becomes `«hidden:XXXXXXXX»`, where the
/// digits are a keyed digest: equal secrets stay equal and different ones different, so that what is read again later
/// says the same of them. The key is random, lives in memory alone and dies with the object. Values that the server
/// masked itself (`****`) stay. Total and linear; what is not text stays as it is.
class Redaction
{
public:
    Redaction();
    explicit Redaction(QByteArray key) : m_key(std::move(key)) {}

    /// A secret that is in use: it goes wherever it comes back, whatever the text around it looks like. One of fewer
    /// than six bytes would be found in every text, and is not looked for.
    void learn(const Secret &secret);

    /// Header lines as they were received.
    QByteArray head(const QByteArray &lines) const;
    /// A body: JSON by the names of its keys and by what secrets look like, other text by the latter.
    QByteArray body(const QByteArray &bytes) const;
    /// Any other text: URLs, details.
    QString text(const QString &text) const;

    /// Any bytes, without what was learnt; nothing else is looked for.
    QByteArray withoutKnown(QByteArray bytes) const;

    /// Whether a key or header of that name carries a secret.
    static bool namesSecret(const QString &name);

private:
    void learnForms(const QByteArray &sent);
    void keep(const QByteArray &form);
    QByteArray mark(const QByteArray &secret) const;
    QByteArray byPattern(const QByteArray &text) const;
    QByteArray json(const QByteArray &text) const;
    QByteArray m_key;
    std::vector<Secret> m_known; ///< the longest first
};

} // namespace rollcall
