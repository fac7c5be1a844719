// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/Redaction.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// Words that make a name one of a secret when it ends in them, without separators and in lower case; a number behind
/// them does not count.
constexpr std::array SecretEndings{"password"_L1,
                                   "passwd"_L1,
                                   "passphrase"_L1,
                                   "pwd"_L1,
                                   "secret"_L1,
                                   "secrets"_L1,
                                   "token"_L1,
                                   "tokens"_L1,
                                   "salt"_L1,
                                   "credential"_L1,
                                   "credentials"_L1,
                                   "datasource"_L1,
                                   "datasourcereplicas"_L1,
                                   "apikey"_L1,
                                   "privatekey"_L1,
                                   "accesskey"_L1,
                                   "accesskeyid"_L1,
                                   "encryptkey"_L1,
                                   "encryptionkey"_L1,
                                   "cookie"_L1,
                                   "authorization"_L1,
                                   "sessionid"_L1,
                                   "signingkey"_L1,
                                   "sharedkey"_L1,
                                   "serverkey"_L1,
                                   "authkey"_L1,
                                   "key"_L1,
                                   "connectionurl"_L1,
                                   "connectionstring"_L1,
                                   "portusauth"_L1};

bool isMasked(const QByteArray &value)
{
    return !value.isEmpty() && std::all_of(value.begin(), value.end(), [](char c) { return c == '*'; });
}

QString plainName(const QString &name)
{
    QString plain;
    for (const QChar c : name) {
        if (c.isLetterOrNumber())
            plain += c.toLower();
    }
    while (!plain.isEmpty() && plain.back().isDigit())
        plain.chop(1);
    return plain;
}

const std::vector<QRegularExpression> &patterns()
{
    // Group 1 is the secret. Without backtracking over long texts: every repetition is over a class that excludes what
    // follows it.
    static const std::vector<QRegularExpression> the{
        QRegularExpression(u"(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,30}PRIVATE "
                           "KEY-----)?)"_s),
        QRegularExpression(u"\\b[A-Za-z][A-Za-z0-9+.-]{0,20}:(?:\\\\?/){2}([^\\s/@\"'<>]{1,500})@"_s),
        QRegularExpression(u"\\b[A-Za-z0-9_.-]{1,64}:([^\\s@\"'<>]{1,200})@(?:tcp|unix)\\("_s),
        QRegularExpression(u"\\b(?:[Bb]earer|[Bb]asic) +([A-Za-z0-9._~+/=-]{8,})"_s),
        QRegularExpression(u"\\b(eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*)"_s),
        QRegularExpression(u"(?i)(?:password|passwd|pwd|secret|token|api_?key|access_?key)\\s{0,3}=\\s{0,3}"
                           "([^\\s&;\"',<>{}«]{3,})"_s),
        QRegularExpression(u"\\b(glpat-[A-Za-z0-9_-]{8,}|AKIA[A-Z0-9]{12,}|xox[abpr]-[A-Za-z0-9-]{8,})"_s),
    };
    return the;
}

} // namespace

Redaction::Redaction()
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));
    m_key = QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random); // NOLINT: bytes
}

bool Redaction::namesSecret(const QString &name)
{
    const QString plain = plainName(name);
    // What is public by its nature tells nodes apart, and what names a place holds no secret.
    if (plain.endsWith("publickey"_L1))
        return false;
    return std::any_of(SecretEndings.begin(), SecretEndings.end(),
                       [&plain](QLatin1StringView ending) { return plain.endsWith(ending); });
}

void Redaction::learn(const Secret &secret)
{
    // What is sent may be a word before it and the secret: `Bearer …`. A pass phrase has spaces as well.
    QByteArray sent = secret.reveal();
    for (const char *scheme : {"bearer ", "basic ", "token "}) {
        if (sent.toLower().startsWith(scheme))
            sent = sent.mid(static_cast<qsizetype>(std::strlen(scheme)));
    }
    learnForms(sent);
    learnForms(sent.mid(sent.lastIndexOf(' ') + 1));
}

/// As it stands in a text, in JSON (in Qt's and in Go's way) and in a URL.
void Redaction::learnForms(const QByteArray &sent)
{
    keep(sent);
    QByteArray escaped = QJsonDocument(QJsonArray{QString::fromUtf8(sent)}).toJson(QJsonDocument::Compact);
    escaped = escaped.mid(2, escaped.size() - 4);
    keep(escaped);
    keep(escaped.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"));
    keep(sent.toPercentEncoding());
}

void Redaction::keep(const QByteArray &form)
{
    constexpr qsizetype Shortest = 6;
    Secret known{form};
    if (form.size() < Shortest || std::find(m_known.begin(), m_known.end(), known) != m_known.end())
        return;
    const auto place = std::find_if(m_known.begin(), m_known.end(),
                                    [&form](const Secret &other) { return other.reveal().size() < form.size(); });
    m_known.insert(place, std::move(known));
}

QByteArray Redaction::mark(const QByteArray &secret) const
{
    if (secret.isEmpty() || isMasked(secret) || secret.startsWith("«hidden:"))
        return secret;
    const QByteArray digest = QMessageAuthenticationCode::hash(secret, m_key, QCryptographicHash::Sha256);
    return "«hidden:" + digest.first(4).toHex() + "»";
}

QByteArray Redaction::withoutKnown(QByteArray bytes) const
{
    for (const Secret &secret : m_known) {
        if (bytes.contains(secret.reveal()))
            bytes.replace(secret.reveal(), mark(secret.reveal()));
    }
    return bytes;
}

QByteArray Redaction::byPattern(const QByteArray &bytes) const
{
    QByteArray result = withoutKnown(bytes);
    for (const QRegularExpression &pattern : patterns()) {
        // As Latin-1, byte for byte: what is no UTF-8 comes back as it was.
        const QString text = QString::fromLatin1(result);
        QByteArray out;
        qsizetype at = 0;
        QRegularExpressionMatchIterator matches = pattern.globalMatch(text);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            const QByteArray secret = match.captured(1).toLatin1();
            out += result.mid(at, match.capturedStart(1) - at) + mark(secret);
            at = match.capturedEnd(1);
        }
        if (at > 0)
            result = out + result.mid(at);
    }
    return result;
}

QByteArray Redaction::head(const QByteArray &lines) const
{
    QByteArray out;
    qsizetype at = 0;
    while (at < lines.size()) {
        qsizetype end = lines.indexOf('\n', at);
        end = end < 0 ? lines.size() : end + 1;
        const QByteArray line = lines.mid(at, end - at);
        at = end;
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && namesSecret(QString::fromLatin1(line.first(colon)))) {
            const QByteArray value = line.mid(colon + 1).trimmed();
            const QByteArray ending = line.endsWith("\r\n") ? "\r\n" : line.endsWith('\n') ? "\n" : "";
            out += line.first(colon + 1) + ' ' + mark(value) + ending;
        } else {
            out += byPattern(line);
        }
    }
    return out;
}

QByteArray Redaction::body(const QByteArray &bytes) const
{
    for (const char c : bytes) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            continue;
        if (c == '{' || c == '[')
            return json(bytes);
        break;
    }
    return byPattern(bytes);
}

QString Redaction::text(const QString &text) const
{
    return QString::fromUtf8(byPattern(text.toUtf8()));
}

/// Goes over the text once and replaces nothing but the strings that are secret: numbers, order and repeated keys stay
/// as they came, and a text that is cut short or broken is gone through as far as it goes.
QByteArray Redaction::json(const QByteArray &text) const
{
    struct Level
    {
        bool isObject;
        bool isSecret; ///< below a key that names secrets
    };
    std::vector<Level> levels;
    bool isKeyNext = false;
    bool isValueSecret = false;
    QByteArray out;
    out.reserve(text.size());
    qsizetype i = 0;
    while (i < text.size()) {
        const char c = text[i];
        if (c == '"') {
            qsizetype end = i + 1;
            while (end < text.size() && text[end] != '"')
                end += text[end] == '\\' ? 2 : 1;
            end = std::min(end, text.size());
            const QByteArray inner = text.mid(i + 1, end - i - 1);
            const bool isClosed = end < text.size();
            if (isKeyNext) {
                const QString name = inner.contains('\\')
                                         ? QJsonDocument::fromJson("[\"" + inner + "\"]").array().at(0).toString()
                                         : QString::fromUtf8(inner);
                isValueSecret = namesSecret(name) || (!levels.empty() && levels.back().isSecret);
                isKeyNext = false;
                out += '"' + withoutKnown(inner);
            } else {
                out += '"' + (isValueSecret ? mark(inner) : byPattern(inner));
            }
            if (isClosed)
                out += '"';
            i = end + 1;
            continue;
        }
        if (c == '{' || c == '[') {
            levels.push_back({c == '{', isValueSecret});
            isKeyNext = c == '{';
        } else if (c == '}' || c == ']') {
            if (!levels.empty())
                levels.pop_back();
            isKeyNext = false;
            isValueSecret = !levels.empty() && levels.back().isSecret;
        } else if (c == ',') {
            isKeyNext = !levels.empty() && levels.back().isObject;
            isValueSecret = !levels.empty() && levels.back().isSecret;
        }
        out += c;
        ++i;
    }
    return out;
}

} // namespace rollcall
