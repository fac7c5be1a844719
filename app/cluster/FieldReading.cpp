// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/FieldReading.h"

#include "base/Duration.h"
#include "cluster/FieldForms.h"

#include <QJsonArray>
#include <cmath>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr int LongestShownKey = 40;

bool isPlainWord(const QString &key)
{
    const auto isWordLetter = [](QChar c) { return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'_'; };
    return !key.isEmpty() && key.size() <= LongestShownKey && std::all_of(key.begin(), key.end(), isWordLetter);
}

QString typeName(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return u"null"_s;
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double:
        return u"a number"_s;
    case QJsonValue::String:
        return u"text"_s;
    case QJsonValue::Array:
        return u"a list"_s;
    case QJsonValue::Object:
        return u"an object"_s;
    case QJsonValue::Undefined:
        break;
    }
    return u"nothing"_s;
}

QString shownNumber(double number)
{
    return QString::number(number, 'g', 15);
}

} // namespace

QString memberPath(const QString &path, const QString &key)
{
    if (isPlainWord(key))
        return path.isEmpty() ? key : QString(path + u'.' + key);
    QString shown;
    for (const QChar c : key.left(LongestShownKey))
        shown += c.isPrint() && !c.isSurrogate() ? c : QChar(u'?');
    if (key.size() > LongestShownKey)
        shown += u"…"_s;
    return path + u"[\"" + shown + u"\"]";
}

QString itemPath(const QString &path, int index)
{
    return path + u'[' + QString::number(index) + u']';
}

void FaultList::add(const JsonAt &at, const QString &message)
{
    addAtOffset(m_positions.valueOffset(at.entry), at.path, message);
}

void FaultList::addAtKey(int entry, const QString &path, const QString &message)
{
    addAtOffset(m_positions.keyOffset(entry), path, message);
}

void FaultList::addAtOffset(qsizetype offset, const QString &path, const QString &message)
{
    if (m_faults.size() >= MaximumFaults) {
        ++m_more;
        return;
    }
    const auto place = JsonPositions::lineColumn(m_text, offset);
    m_faults.push_back({offset, FileFault{place.line, place.column, path, message}});
}

std::vector<FileFault> FaultList::sorted() const
{
    auto ordered = m_faults;
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    std::vector<FileFault> faults;
    for (auto &entry : ordered)
        faults.push_back(std::move(entry.second));
    return faults;
}

QString wrongType(const QJsonValue &value, const QString &expected)
{
    return u"expected " + expected + u", found " + typeName(value);
}

QString joinedWords(const QStringList &words)
{
    if (words.size() < 2)
        return words.join(QString());
    return words.mid(0, words.size() - 1).join(u", "_s) + u" or " + words.last();
}

std::optional<QString> readText(FaultList &faults, const JsonAt &at, TextRule rule, const QString &expected)
{
    if (!at.value.isString()) {
        faults.add(at, wrongType(at.value, expected));
        return {};
    }
    const QString text = at.value.toString();
    if (hasControlCharacter(text)) {
        faults.add(at, u"expected "_s + expected + u", without line breaks or control characters"_s);
        return {};
    }
    if (rule && !rule(text)) {
        faults.add(at, u"expected "_s + expected);
        return {};
    }
    return text;
}

std::optional<QString> readWord(FaultList &faults, const JsonAt &at, const QStringList &words)
{
    const QString expected = joinedWords(words);
    if (!at.value.isString()) {
        faults.add(at, wrongType(at.value, expected));
        return {};
    }
    const QString text = at.value.toString();
    if (!words.contains(text)) {
        faults.add(at, u"expected "_s + expected);
        return {};
    }
    return text;
}

std::optional<int> readInteger(FaultList &faults, const JsonAt &at, int least, int most)
{
    const QString expected = u"a whole number from %1 to %2"_s.arg(least).arg(most);
    if (!at.value.isDouble()) {
        faults.add(at, wrongType(at.value, expected));
        return {};
    }
    const double number = at.value.toDouble();
    if (std::trunc(number) != number || number < least || number > most) {
        faults.add(at, u"expected "_s + expected);
        return {};
    }
    return static_cast<int>(number);
}

std::optional<double> readNumber(FaultList &faults, const JsonAt &at, double least, double most)
{
    const bool isBounded = std::isfinite(least) && std::isfinite(most);
    const QString expected =
        isBounded ? u"a number from %1 to %2"_s.arg(shownNumber(least), shownNumber(most)) : u"a number"_s;
    if (!at.value.isDouble()) {
        faults.add(at, wrongType(at.value, expected));
        return {};
    }
    const double number = at.value.toDouble();
    if (!std::isfinite(number) || number < least || number > most) {
        faults.add(at, u"expected "_s + expected);
        return {};
    }
    return number;
}

std::optional<std::chrono::milliseconds> readDuration(FaultList &faults, const JsonAt &at,
                                                      std::chrono::milliseconds least, std::chrono::milliseconds most)
{
    if (!at.value.isString()) {
        faults.add(at, wrongType(at.value, u"a duration such as \"15s\""_s));
        return {};
    }
    const auto duration = parseDuration(at.value.toString());
    if (!duration) {
        faults.add(at, duration.error().message);
        return {};
    }
    if (duration.value() < least || duration.value() > most) {
        faults.add(at, u"expected a duration from %1 to %2"_s.arg(formatDuration(least), formatDuration(most)));
        return {};
    }
    return duration.value();
}

std::optional<SecretReference> readSecretReference(FaultList &faults, const JsonAt &at)
{
    const QString expected =
        u"a secret reference: { \"keychain\": NAME }, { \"env\": VARIABLE } or { \"file\": PATH }"_s;
    if (at.value.isString()) {
        faults.add(at, u"expected "_s + expected + u"; a text here would be a secret in the file"_s);
        return {};
    }
    const ObjectReading object(faults, at, FileSection::SecretReference, expected);
    if (!object.isObject())
        return {};
    const QStringList &kinds = knownKeys(FileSection::SecretReference);
    const auto given = std::count_if(kinds.begin(), kinds.end(), [&object](const QString &kind) {
        return object.has(QLatin1StringView(kind.toLatin1()));
    });
    if (given != 1) {
        // An unknown key alone was told already, with the nearest known one.
        if (given > 1 || at.value.toObject().isEmpty())
            faults.add(at, u"expected exactly one of keychain, env or file"_s);
        return {};
    }
    if (const auto name = object.text("keychain"_L1, isName, u"the name of a keychain entry"_s))
        return SecretReference{SecretReference::Kind::Keychain, *name};
    if (const auto name = object.text("env"_L1, isEnvironmentVariable,
                                      u"the name of an environment variable (letters, digits and _)"_s))
        return SecretReference{SecretReference::Kind::Environment, *name};
    if (const auto name = object.text("file"_L1, isFilePath, u"the path of a file"_s))
        return SecretReference{SecretReference::Kind::File, *name};
    return {};
}

std::optional<std::vector<JsonAt>> readArray(FaultList &faults, const JsonAt &at, const QString &expected)
{
    if (!at.value.isArray()) {
        faults.add(at, wrongType(at.value, expected));
        return {};
    }
    const QJsonArray array = at.value.toArray();
    std::vector<JsonAt> items;
    int entry = faults.positions().firstChild(at.entry);
    for (int i = 0; i < array.size() && entry >= 0; ++i, entry = faults.positions().nextSibling(entry))
        items.push_back({array.at(i), entry, itemPath(at.path, i)});
    return items;
}

std::optional<std::vector<std::pair<QString, JsonAt>>> readMembers(FaultList &faults, const JsonAt &at,
                                                                   const QString &expected)
{
    if (!at.value.isObject()) {
        faults.add(at, wrongType(at.value, expected));
        return {};
    }
    const QJsonObject object = at.value.toObject();
    std::vector<std::pair<QString, JsonAt>> members;
    const JsonPositions &positions = faults.positions();
    for (int entry = positions.firstChild(at.entry); entry >= 0; entry = positions.nextSibling(entry)) {
        const QString key = positions.key(entry);
        members.push_back({key, {object.value(key), entry, memberPath(at.path, key)}});
    }
    return members;
}

ObjectReading::ObjectReading(FaultList &faults, const JsonAt &at, FileSection section, const QString &expected)
    : m_faults(faults), m_at(at)
{
    const auto members = readMembers(faults, at, expected);
    if (!members)
        return;
    m_isObject = true;
    for (const auto &[key, member] : *members) {
        if (knownKeys(section).contains(key))
            m_members.insert(key, member);
        else if (faults.isFull())
            faults.addAtKey(member.entry, {}, {}); // only counted
        else
            addUnknown(member.entry, key, section);
    }
    for (const QString &key : requiredKeys(section)) {
        if (!m_members.contains(key))
            faults.add({at.value, at.entry, memberPath(at.path, key)}, u"this key is required"_s);
    }
}

void ObjectReading::addUnknown(int entry, const QString &key, FileSection section) const
{
    const QString nearest = nearestWord(key, knownKeys(section));
    const QString advice = nearest.isEmpty() ? u"unknown key; known here: "_s + knownKeys(section).join(u", "_s)
                                             : u"unknown key; the nearest known one is %1"_s.arg(nearest);
    // Inside a secret reference a strange key may be the secret itself: only a near miss is shown.
    const bool mayBeSecret = section == FileSection::SecretReference && nearest.isEmpty();
    m_faults.addAtKey(entry, mayBeSecret ? m_at.path : memberPath(m_at.path, key), advice);
}

const JsonAt *ObjectReading::find(QLatin1StringView key) const
{
    const auto found = m_members.constFind(QString(key));
    return found == m_members.constEnd() ? nullptr : &found.value();
}

void ObjectReading::fault(QLatin1StringView key, const QString &message) const
{
    if (const JsonAt *at = find(key))
        m_faults.add(*at, message);
}

std::optional<QString> ObjectReading::text(QLatin1StringView key, TextRule rule, const QString &expected) const
{
    const JsonAt *at = find(key);
    return at ? readText(m_faults, *at, rule, expected) : std::nullopt;
}

std::optional<QString> ObjectReading::word(QLatin1StringView key, const QStringList &words) const
{
    const JsonAt *at = find(key);
    return at ? readWord(m_faults, *at, words) : std::nullopt;
}

std::optional<int> ObjectReading::integer(QLatin1StringView key, int least, int most) const
{
    const JsonAt *at = find(key);
    return at ? readInteger(m_faults, *at, least, most) : std::nullopt;
}

std::optional<double> ObjectReading::number(QLatin1StringView key, double least, double most) const
{
    const JsonAt *at = find(key);
    return at ? readNumber(m_faults, *at, least, most) : std::nullopt;
}

std::optional<std::chrono::milliseconds> ObjectReading::duration(QLatin1StringView key, std::chrono::milliseconds least,
                                                                 std::chrono::milliseconds most) const
{
    const JsonAt *at = find(key);
    return at ? readDuration(m_faults, *at, least, most) : std::nullopt;
}

std::optional<SecretReference> ObjectReading::secret(QLatin1StringView key) const
{
    const JsonAt *at = find(key);
    return at ? readSecretReference(m_faults, *at) : std::nullopt;
}

} // namespace rollcall
