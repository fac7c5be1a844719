// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/IncidentCourse.h"

#include "ui/models/Words.h"

#include <QCoreApplication>
#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

struct Course
{
    Q_DECLARE_TR_FUNCTIONS(IncidentCourse)
};

} // namespace

const IncidentCourse::Span *IncidentCourse::at(double place) const
{
    const auto found = std::find_if(spans.begin(), spans.end(), [place](const Span &span) { return place < span.to; });
    if (found != spans.end())
        return place >= found->from ? &*found : nullptr;
    return spans.empty() || place > 1 ? nullptr : &spans.back();
}

IncidentCourse IncidentCourse::make(const Incident &incident, const QDateTime &now)
{
    IncidentCourse course;
    if (incident.course.empty())
        return course;
    const QDateTime first = incident.course.front().at;
    const QDateTime last = incident.isOpen() ? std::max(now, incident.course.back().at) : incident.closedAt;
    const double length = static_cast<double>(first.msecsTo(last));
    if (length <= 0)
        return course;
    const QDate today = now.toLocalTime().date();
    qint64 away = 0;
    int times = 0;
    for (std::size_t i = 0; i < incident.course.size(); ++i) {
        const IncidentTurn &turn = incident.course[i];
        const QDateTime end = i + 1 < incident.course.size() ? incident.course[i + 1].at : last;
        const qint64 took = turn.at.msecsTo(end);
        // It is over from its last turn on: that is no span.
        if (took <= 0)
            continue;
        Span span;
        span.from = static_cast<double>(first.msecsTo(turn.at)) / length;
        span.to = static_cast<double>(first.msecsTo(end)) / length;
        span.severity = turn.severity;
        span.text = Course::tr("%1 from %2 to %3 (%4)")
                        .arg(turn.severity ? words::capital(words::severity(*turn.severity)) : Course::tr("Away"),
                             words::moment(turn.at, today),
                             incident.isOpen() && end == last ? Course::tr("now") : words::moment(end, today),
                             words::age(Milliseconds(took)));
        if (!turn.severity)
            away += took;
        else if (course.spans.empty() || !course.spans.back().severity)
            ++times;
        course.spans.push_back(std::move(span));
    }
    course.begin = words::moment(first, today);
    course.end = incident.isOpen() ? Course::tr("now") : words::moment(last, today);
    const QString all = words::age(Milliseconds(first.msecsTo(last)));
    course.text = away == 0 ? Course::tr("There all the time: %1").arg(all)
                            : Course::tr("There %n time(s) since %1, away for %2 of %3", nullptr, times)
                                  .arg(course.begin, words::age(Milliseconds(away)), all);
    return course;
}

} // namespace rollcall
