// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RecordedCluster.h"

#include "health/Wording.h"
#include "history/SampleStore.h"
#include "ui/models/Words.h"

#include <QPointer>
#include <algorithm>

namespace rollcall {

namespace {

constexpr ClusterKey TheOne{0};
constexpr Milliseconds PlayStep{100};

} // namespace

RecordedCluster::RecordedCluster(const QString &path, Clock &clock, QObject *parent)
    : OpenClusters(parent),
      m_path(path),
      m_clock(clock),
      m_reader(std::make_unique<RecordingReader>(path)),
      m_timer(clock.makeTimer([this] { playOn(); })),
      m_samples(
          std::make_unique<SampleStore>(SampleStore::Options{.path = m_folder.filePath(QStringLiteral("samples"))}))
{
    connect(m_reader.get(), &RecordingReader::figures, this,
            [this](const std::vector<Sample> &samples, const std::vector<HistoryEvent> &events, const QDateTime &utc) {
                m_samples->add(samples);
                for (const HistoryEvent &event : events)
                    m_samples->add(event);
                m_samples->flush(utc.toMSecsSinceEpoch());
                // Answered after that, also where nothing can be written.
                m_samples->read({}, m_reader.get(), [this](SeriesAnswer &&) { m_reader->figuresWritten(); });
            });
    connect(m_reader.get(), &RecordingReader::arrived, this, &RecordedCluster::arrive);
    connect(m_reader.get(), &RecordingReader::readTo, this, [this](const QDateTime &utc) {
        m_readTo = utc;
        Q_EMIT readOn();
    });
    connect(m_reader.get(), &RecordingReader::broken, this, [this](const QDateTime &after, const QString &message) {
        m_end = after;
        m_fault = message;
        if (m_moment > m_end)
            setMoment(m_end);
        Q_EMIT readOn();
        Q_EMIT changed(TheOne);
    });
}

RecordedCluster::~RecordedCluster() = default;

void RecordedCluster::load(QObject *context, std::function<void(const Result<void> &)> done)
{
    m_reader->open(this, [this, context = QPointer<QObject>(context), done = std::move(done)](auto &&outline) {
        if (!outline) {
            if (context)
                done(outline.error());
            return;
        }
        m_outline = std::forward<decltype(outline)>(outline).value();
        m_state = m_outline.first;
        m_moment = m_shown = m_readTo = m_outline.begin;
        m_end = m_outline.end;
        m_isOpen = true;
        Q_EMIT opened(TheOne);
        if (context)
            done(Result<void>());
    });
}

QString RecordedCluster::name() const
{
    return Wording::plain(m_state->file->name, 60);
}

void RecordedCluster::setMoment(const QDateTime &utc)
{
    const QDateTime moment = std::clamp(utc.toUTC(), m_outline.begin, m_end);
    if (moment == m_moment)
        return;
    m_moment = moment;
    ask();
    Q_EMIT momentChanged();
}

void RecordedCluster::ask() const
{
    m_isPending = true;
    m_reader->seek(m_moment, m_target);
}

void RecordedCluster::arrive(const RecordedMoment &moment)
{
    m_shown = moment.utc;
    m_state = moment.state;
    m_answersOf = moment.target;
    m_answers = moment.answers;
    m_isPending = m_shown != m_moment || m_answersOf != m_target;
    Q_EMIT changed(TheOne);
    Q_EMIT shown();
}

void RecordedCluster::toPreviousChange()
{
    const auto after = std::ranges::lower_bound(m_outline.changes, m_moment, {}, &RecordedChange::utc);
    setMoment(after == m_outline.changes.begin() ? m_outline.begin : std::prev(after)->utc);
}

void RecordedCluster::toNextChange()
{
    const auto next = std::ranges::upper_bound(m_outline.changes, m_moment, {}, &RecordedChange::utc);
    setMoment(next == m_outline.changes.end() ? m_end : next->utc);
}

void RecordedCluster::setSpeed(int speed)
{
    m_speed = speed;
}

void RecordedCluster::setPlaying(bool isPlaying)
{
    if (isPlaying == m_isPlaying)
        return;
    m_isPlaying = isPlaying;
    if (isPlaying) {
        if (!canGoOn())
            setMoment(m_outline.begin);
        m_playedAt = m_clock.now();
        m_timer->startAt(m_playedAt + PlayStep);
    } else {
        m_timer->stop();
    }
    Q_EMIT playingChanged();
}

void RecordedCluster::playOn()
{
    const TimePoint now = m_clock.now();
    const auto passed = std::chrono::duration_cast<Milliseconds>(now - m_playedAt);
    m_playedAt = now;
    // A board that takes its time is waited for: none is left out.
    if (!m_isPending) {
        QDateTime next = m_moment.addMSecs(passed.count() * m_speed);
        for (const RecordingGap &gap : m_outline.gaps) {
            if (next > gap.begin && next < gap.end)
                next = gap.end;
        }
        setMoment(next);
    }
    if (!canGoOn())
        setPlaying(false);
    else
        m_timer->startAt(now + PlayStep);
}

std::vector<ClusterKey> RecordedCluster::keys() const
{
    return m_isOpen ? std::vector<ClusterKey>{TheOne} : std::vector<ClusterKey>{};
}

QString RecordedCluster::notice(ClusterKey) const
{
    QString notice =
        tr("Recording of %1, not live. What is shown is the board as it was at the moment chosen below.").arg(name());
    for (const RecordingGap &gap : m_outline.gaps) {
        if (m_shown > gap.begin && m_shown < gap.end)
            notice += u' ' + tr("Nothing was recorded at this moment: not from %1 until %2.")
                                 .arg(words::moment(gap.begin, m_shown.toLocalTime().date()),
                                      words::moment(gap.end, m_shown.toLocalTime().date()));
    }
    if (!m_fault.isEmpty())
        notice += u'\n' + tr("It can be read up to %1 only: %2").arg(words::moment(m_end), m_fault);
    return notice;
}

QString RecordedCluster::caption() const
{
    return m_isOpen ? tr("Recording of %1, not live").arg(name()) : QString();
}

QString RecordedCluster::whyNotAsked(ClusterKey) const
{
    return tr("This is a recording: nobody can be asked.");
}

std::vector<Answer> RecordedCluster::lastAnswers(ClusterKey, TargetId target) const
{
    if (target == m_answersOf)
        return m_answers;
    if (target != m_target) {
        m_target = target;
        ask();
    }
    return {};
}

Result<ClusterKey> RecordedCluster::open(const QString &)
{
    return Error{QStringLiteral("unsupported"),
                 tr("This window shows a recording. Open clusters in the other window.")};
}

void RecordedCluster::close(ClusterKey key)
{
    setPlaying(false);
    m_isOpen = false;
    Q_EMIT closed(key);
}

QString RecordedCluster::historyTrouble(ClusterKey) const
{
    return m_samples->detail();
}

SeriesSource *RecordedCluster::series(ClusterKey) const
{
    return m_samples.get();
}

TimePoint RecordedCluster::now() const
{
    return m_state ? m_state->at + std::chrono::milliseconds(m_state->utc.msecsTo(m_shown)) : TimePoint();
}

} // namespace rollcall
