// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ClusterFile.h"
#include "cluster/ClusterKeys.h"
#include "cluster/JsonPositions.h"

#include <QJsonValue>
#include <QMap>

namespace rollcall {

/// A value with its place in the text and the path of keys that leads to it.
struct JsonAt
{
    QJsonValue value;
    int entry = 0;
    QString path;
};

/// The path of a member, such as `nodes[1].url`. A key that is no plain word is quoted, and cut where it is long.
QString memberPath(const QString &path, const QString &key);
QString itemPath(const QString &path, int index);

/// Collects the faults of one file. Holds at most MaximumFaults of them and counts the rest.
class FaultList
{
public:
    static constexpr int MaximumFaults = 20;

    FaultList(const QByteArray &text, const JsonPositions &positions) : m_text(text), m_positions(positions) {}

    /// At the value. Messages say what was expected, and never what was found.
    void add(const JsonAt &at, const QString &message);
    /// At the key of an entry.
    void addAtKey(int entry, const QString &path, const QString &message);
    void addAtOffset(qsizetype offset, const QString &path, const QString &message);

    bool isEmpty() const { return m_faults.empty(); }
    bool isFull() const { return m_more > 0; }
    /// How many did not find room.
    int more() const { return m_more; }
    /// In the order of the text.
    std::vector<FileFault> sorted() const;
    const JsonPositions &positions() const { return m_positions; }

private:
    const QByteArray &m_text;
    const JsonPositions &m_positions;
    std::vector<std::pair<qsizetype, FileFault>> m_faults;
    int m_more = 0;
};

using TextRule = bool (*)(QStringView);

// One value each: the value when it is as expected, else a fault and nothing.

/// Every text is free of control characters; `rule`, if given, decides the rest and `expected` says what it wants.
std::optional<QString> readText(FaultList &faults, const JsonAt &at, TextRule rule, const QString &expected);
std::optional<QString> readWord(FaultList &faults, const JsonAt &at, const QStringList &words);
std::optional<int> readInteger(FaultList &faults, const JsonAt &at, int least, int most);
std::optional<double> readNumber(FaultList &faults, const JsonAt &at, double least, double most);
std::optional<std::chrono::milliseconds> readDuration(FaultList &faults, const JsonAt &at,
                                                      std::chrono::milliseconds least, std::chrono::milliseconds most);
std::optional<SecretReference> readSecretReference(FaultList &faults, const JsonAt &at);
/// The items of an array that holds at least one.
std::optional<std::vector<JsonAt>> readArray(FaultList &faults, const JsonAt &at, const QString &expected);
/// The members of an object of free keys, in the order of the text.
std::optional<std::vector<std::pair<QString, JsonAt>>> readMembers(FaultList &faults, const JsonAt &at,
                                                                   const QString &expected);

/// `expected …, found …` naming the type of what is there, never the value.
QString wrongType(const QJsonValue &value, const QString &expected);
/// `a, b or c`.
QString joinedWords(const QStringList &words);

/// An object with known keys. Making one adds the faults of its shape: not an object, unknown and missing keys.
class ObjectReading
{
public:
    ObjectReading(FaultList &faults, const JsonAt &at, FileSection section, const QString &expected);

    bool isObject() const { return m_isObject; }
    /// nullptr when the key is not there.
    const JsonAt *find(QLatin1StringView key) const;
    bool has(QLatin1StringView key) const { return find(key) != nullptr; }
    const JsonAt &at() const { return m_at; }
    FaultList &faults() const { return m_faults; }
    /// At the value of that key.
    void fault(QLatin1StringView key, const QString &message) const;

    // Absent or refused: nothing.
    std::optional<QString> text(QLatin1StringView key, TextRule rule, const QString &expected) const;
    std::optional<QString> word(QLatin1StringView key, const QStringList &words) const;
    std::optional<int> integer(QLatin1StringView key, int least, int most) const;
    std::optional<double> number(QLatin1StringView key, double least, double most) const;
    std::optional<std::chrono::milliseconds> duration(QLatin1StringView key, std::chrono::milliseconds least,
                                                      std::chrono::milliseconds most) const;
    std::optional<SecretReference> secret(QLatin1StringView key) const;

private:
    void addUnknown(int entry, const QString &key, FileSection section) const;

    FaultList &m_faults;
    JsonAt m_at;
    bool m_isObject = false;
    QMap<QString, JsonAt> m_members;
};

/// Takes over what was read; leaves the default where nothing was.
template <class Target, class Value>
void assign(Target &target, std::optional<Value> value)
{
    if (value)
        target = std::move(*value);
}

} // namespace rollcall
