// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Wording.h"

namespace rollcall {

/// The parts that sentences about findings are made of: names, figures, and one clause for each code. A clause has no
/// full stop and begins small unless it begins with a name, so that it can stand anywhere in a sentence.
class Phrases
{
public:
    Phrases(const Wording::Language &language, const ClusterFile *file) : m_language(language), m_file(file) {}

    /// Translated; `%n` is the number.
    QString text(const char *source, int n = -1) const;
    /// By number: languages with other plurals than English have them in `many`.
    QString text(const char *one, const char *many, int n) const;

    /// `a, b and c`; beyond `longest` names: `a, b and 3 more`.
    QString list(const QStringList &names, qsizetype longest = 5) const;
    QString names(const std::vector<TargetId> &targets, qsizetype longest = 5) const;
    /// Every number in a sentence goes through here, but those that are names: ports, HTTP statuses, versions.
    QString figure(double value, int decimals = 0) const;
    /// As people count: `two` to `ten`, then figures.
    QString number(int n) const;
    QString duration(Milliseconds duration) const;

    /// What happened to `targets`, in which one finding stands for all like it; at most `longest` of them are named.
    QString clause(const Finding &finding, const std::vector<TargetId> &targets, qsizetype longest = 5) const;
    /// What users notice of a node, by its figures: `it has 1900 goroutines (the others about 400)`.
    QString effect(const Finding &finding, bool isIt) const;
    /// Why a target cannot be reached, without the number of attempts.
    QString failure(const Finding &finding) const;
    /// `app4 runs 10.10.1, the other four 10.11.2`.
    QString versions(const Finding &finding) const;
    /// First letter large, for the beginning of a sentence, unless that is a name.
    QString sentence(const QString &clause) const;

private:
    QString unreachable(const Finding &finding, const QString &who, int n) const;
    QString illness(const Finding &finding, const QString &who, int n) const;
    QString component(const Finding &finding, const QString &who) const;
    /// The clause, and in brackets the node's own words, if there are any.
    QString withMessage(const QString &clause, const QString &message) const;
    QString membership(const Finding &finding, const QString &who, int n) const;
    QString split(const Finding &finding) const;
    QString gossip(const Finding &finding, const QString &who, int n) const;
    QString config(const Finding &finding, const QString &who, int n) const;
    QString plugin(const Finding &finding, const QString &who) const;
    QString certificate(const Finding &finding, const QString &who) const;
    QString answer(const Finding &finding, const QString &who, int n) const;
    QString delivery(const Finding &finding) const;
    QString notReached(const Finding &finding, const std::vector<TargetId> &targets, qsizetype longest) const;
    QString figures(const Finding &finding, const QString &who, int n) const;
    /// The groups of a finding, the odd ones first. `one` and `many` take the names and the value.
    QString groups(const Finding &finding, const QString &key, const char *one, const char *many) const;
    /// `the other four`, of a majority.
    QString others(const QJsonObject &groups, const QString &majority) const;

    const Wording::Language &m_language;
    const ClusterFile *m_file;
};

/// The names in an array of evidence.
QStringList namesIn(const QJsonValue &array);

/// What of a node stays unknown when these probes give nothing: one phrase each.
QStringList unknownWithout(const Phrases &phrases, const QStringList &probes);

} // namespace rollcall
