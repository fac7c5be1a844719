// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Climb.h"

#include "health/LineFit.h"
#include "health/Median.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace rollcall {

namespace {

using namespace std::chrono_literals;
using Point = std::pair<double, double>;

/// A length of time over which a climb is looked for. Short ones must be steep: a burst of work climbs for minutes,
/// too. The figures were chosen with the series of the benchmark `leaks`.
struct Scale
{
    Milliseconds window;
    double growth; ///< that is asked for, as a part of where it began
};
constexpr std::array<Scale, 8> scales{
    {{3min, 1.0}, {5min, 0.9}, {10min, 0.75}, {20min, 0.5}, {30min, 0.4}, {2h, 0.3}, {6h, 0.35}, {24h, 0.4}}};
constexpr int slowScales = 5; ///< from this one on over the medians of ten minutes
constexpr int halfDayScale = 6;
constexpr int dayScale = 7;

constexpr qint64 slotLength = GoroutinePast::SlotLength;
constexpr qint64 hourLength = 3'600'000;
constexpr qint64 dayLength = 24 * hourLength;
constexpr qint64 latestUtc = qint64(4102444800) * 1000; // 2100
constexpr std::size_t mostSlots = 72 * 6;
constexpr std::size_t mostHours = 8 * 24;
constexpr double leastGrowth = 50;
/// Sessions come back to a node that has restarted little by little.
constexpr qint64 refillLength = 8 * hourLength;

/// After this a node has as many users again as it will have.
constexpr Milliseconds warmUp = 2h;

bool isWithin(double value, double least, double most)
{
    return value >= least && value <= most; // not for what is no number
}

bool isTime(qint64 utc)
{
    return utc >= 0 && utc <= latestUtc;
}

double middleOf(double a, double b, double c)
{
    return std::max(std::min(a, b), std::min(std::max(a, b), c));
}

/// Of the first three.
double medianOfThree(GoroutinePast::Trend trend)
{
    return trend.size() < 3 ? trend.back().second : middleOf(trend[0].second, trend[1].second, trend[2].second);
}

double minutes(TimePoint::duration time)
{
    return std::chrono::duration<double, std::ratio<60>>(time).count();
}

GoroutinePast::Trend newest(GoroutinePast::Trend trend, Milliseconds window)
{
    const TimePoint from = trend.back().first - window;
    const auto first = std::lower_bound(trend.begin(), trend.end(), from,
                                        [](const auto &sample, TimePoint at) { return sample.first < at; });
    return trend.subspan(static_cast<std::size_t>(first - trend.begin()));
}

/// Of what is the node's own the one that says most: the longer one, unless the newest minutes are much steeper.
std::optional<Climb> chosen(std::optional<Climb> slow, std::optional<Climb> fast)
{
    if (slow && fast && fast->perMinute > 2 * slow->perMinute)
        return fast;
    return slow ? slow : fast;
}

/// What the other live nodes of the same product did meanwhile: medians; absent where nobody can say.
struct SiblingsPast
{
    std::optional<double> growth; ///< over the climb's scale, as a part of where each was
    std::optional<double> gain;   ///< the same in goroutines
    std::optional<double> level;  ///< now
};

/// Whether a climb is the node's own, and not one of load that all share, or of a node that fills up again after a
/// restart. `wasTold`: it was so far, and less is asked.
bool isOfItsOwn(const Climb &climb, const SiblingsPast &siblings, bool wasTold)
{
    const double ease = wasTold ? 0.6 : 1.0;
    const bool isWarm = !climb.uptime || *climb.uptime >= warmUp;
    const bool isSlow = climb.scale >= slowScales;
    // Three days, so that a Monday is measured by a Friday, too.
    const bool isHighest = climb.daysKnown >= 3 && climb.aboveOwn >= 1.3;
    if (!siblings.level) {
        // No witness but itself. Its first day may well begin with a morning, which takes nobody near a threshold.
        if (isHighest || wasTold || climb.wayShare >= 0.6)
            return true;
        return climb.scale >= dayScale || (!isSlow && (isWarm || *climb.uptime >= 20min) && climb.share >= 1.5);
    }
    // A node that fills up again after a restart, or had less to do: nothing is strange before it stands out.
    const bool isFilling = climb.uptime && *climb.uptime < Milliseconds(refillLength);
    if (climb.level < (wasTold ? 1.0 : isSlow || isFilling ? 1.3 : 1.15) * *siblings.level)
        return false;
    // They have restarted meanwhile, so their load came here for a while.
    if (!siblings.growth || !siblings.gain)
        return wasTold || (!isSlow && climb.share >= 1.5);
    const double asked = climb.aboveOwn || !isSlow ? ease : 1.5 * ease;
    // Load is shared unevenly, and the more so the longer: what the others did counts for more than it was.
    const double theirs = (isSlow ? 2.0 : 1.5) * std::max({0.0, *siblings.growth * climb.begin, *siblings.gain});
    const double whole = climb.level - climb.begin;
    const double own = whole - theirs;
    if (own >= ease * leastGrowth && own / whole * climb.share >= asked)
        return true;
    // All of them at once: then it must be longer than a morning, and higher than any day before.
    return climb.scale >= halfDayScale && isHighest;
}

/// What all siblings did over one scale; made when the first of them asks.
struct ScaleFigures
{
    std::vector<std::optional<double>> growths; ///< by node
    std::vector<std::optional<double>> gains;
    MedianOfOthers growth;
    MedianOfOthers gain;
};

ScaleFigures figuresOver(int scale, std::span<const ClimbingNode> siblings)
{
    ScaleFigures figures;
    for (const ClimbingNode &node : siblings) {
        const double level = *GoroutinePast::levelOf(node.trend);
        const auto before = node.past->levelBefore(scale, node.trend);
        figures.growths.push_back(before ? std::optional(level / std::max(*before, 1.0) - 1) : std::nullopt);
        figures.gains.push_back(before ? std::optional(level - *before) : std::nullopt);
    }
    figures.growth = MedianOfOthers(figures.growths);
    figures.gain = MedianOfOthers(figures.gains);
    return figures;
}

} // namespace

void GoroutinePast::Row::put(qint64 step, double value, std::size_t most)
{
    if (values.empty())
        first = step;
    constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
    const auto size = static_cast<qint64>(values.size());
    if (const qint64 missing = first - step; missing > 0) {
        if (missing + size > static_cast<qint64>(most))
            return;
        values.insert(values.begin(), static_cast<std::size_t>(missing), unknown);
        values.front() = static_cast<float>(value);
        first = step;
        return;
    }
    const qint64 place = step - first;
    if (place >= size + static_cast<qint64>(most)) {
        values.clear();
        first = step;
        values.push_back(static_cast<float>(value));
        return;
    }
    if (place >= size)
        values.resize(static_cast<std::size_t>(place) + 1, unknown);
    values[static_cast<std::size_t>(place)] = static_cast<float>(value);
    if (values.size() > most) {
        const auto over = static_cast<std::ptrdiff_t>(values.size() - most);
        values.erase(values.begin(), values.begin() + over);
        first += over;
    }
}

void GoroutinePast::Row::raise(qint64 step, double value, std::size_t most)
{
    const auto known = at(step);
    put(step, known ? std::max(*known, value) : value, most);
}

std::optional<double> GoroutinePast::Row::at(qint64 step) const
{
    const qint64 place = step - first;
    if (place < 0 || place >= static_cast<qint64>(values.size()) || std::isnan(values[static_cast<std::size_t>(place)]))
        return std::nullopt;
    return static_cast<double>(values[static_cast<std::size_t>(place)]);
}

GoroutinePast::Trend GoroutinePast::sinceRestart(Trend trend) const
{
    if (!m.restart)
        return trend;
    const auto first = std::lower_bound(trend.begin(), trend.end(), *m.restart,
                                        [](const auto &sample, TimePoint at) { return sample.first < at; });
    return trend.subspan(static_cast<std::size_t>(first - trend.begin()));
}

void GoroutinePast::noticeRestart(Trend trend, qint64 utc, std::optional<double> startTime)
{
    const auto [at, value] = trend.back();
    bool isRestarted = false;
    if (startTime && !isWithin(*startTime, 0, static_cast<double>(latestUtc) / 1000))
        startTime.reset(); // no time at all
    if (startTime) {
        // Some round it, and some compute it anew from the uptime each time.
        isRestarted = m.startTime && std::abs(*startTime - *m.startTime) > 3;
        m.startTime = startTime;
        m.startedUtc = static_cast<qint64>(*startTime * 1000);
    } else if (trend.size() > 1) {
        // Without a word from the node: what it lost at once it did not give back one by one.
        isRestarted = value < 0.5 * trend[trend.size() - 2].second;
        if (isRestarted)
            m.startedUtc = utc;
    }
    if (isRestarted) {
        m.restart = at;
        m.candidates = {};
        m.slowLasting = m.fastLasting = {};
        m.slow.reset();
        m.told.reset();
    }
}

void GoroutinePast::closeSlot(qint64 slot, double value)
{
    m.slots.put(slot, value, mostSlots);
    // What is told as ill is no measure of what is usual.
    if (!m.told)
        m.hours.raise(slot / (hourLength / slotLength), value, mostHours);
}

void GoroutinePast::remember(const Remembered &past)
{
    const qint64 slot = past.utc / slotLength;
    if (m.slot >= 0 && slot >= m.slot)
        return;
    m.slots.put(slot, past.value, mostSlots);
    if (past.isUsual)
        m.hours.raise(past.utc / hourLength, past.value, mostHours);
}

/// The highest of about this hour on the days before.
std::optional<GoroutinePast::Usual> GoroutinePast::usualAt(qint64 utc) const
{
    Usual usual;
    for (qint64 day = 1; day <= 7; ++day) {
        bool isKnown = false;
        for (qint64 beside = -1; beside <= 1; ++beside) {
            if (const auto known = m.hours.at((utc - day * dayLength) / hourLength + beside)) {
                usual.highest = std::max(usual.highest, *known);
                isKnown = true;
            }
        }
        usual.days += isKnown ? 1 : 0;
    }
    // After a restart it fills up to where it was before.
    if (m.startedUtc && utc - *m.startedUtc < refillLength) {
        const qint64 restart = *m.startedUtc / hourLength;
        for (qint64 hour = restart - 24; hour <= restart; ++hour) {
            if (const auto known = m.hours.at(hour)) {
                usual.highest = std::max(usual.highest, *known);
                usual.days = std::max(usual.days, 1);
            }
        }
    }
    return usual.days > 0 ? std::optional(usual) : std::nullopt;
}

std::optional<double> GoroutinePast::levelOf(Trend trend)
{
    if (trend.empty())
        return std::nullopt;
    return medianOfThree(trend.last(std::min<std::size_t>(3, trend.size())));
}

std::optional<double> GoroutinePast::levelBefore(int scale, Trend trend) const
{
    if (trend.empty())
        return std::nullopt;
    const Milliseconds window = scales[static_cast<std::size_t>(scale)].window;
    // Restarted within: it says nothing of what the others' load did.
    if (m.startedUtc && *m.startedUtc > m.utc - window.count())
        return std::nullopt;
    if (scale < slowScales) {
        const Trend part = newest(trend, window);
        return part.size() >= 6 ? std::optional(medianOfThree(part)) : std::nullopt;
    }
    for (qint64 slot = (m.utc - window.count()) / slotLength; slot < m.utc / slotLength; ++slot) {
        if (const auto begin = m.slots.at(slot))
            return begin;
    }
    return std::nullopt;
}

std::optional<Climb> GoroutinePast::judged(int scale, std::span<const Point> points, double level, qint64 utc,
                                           std::optional<double> threshold) const
{
    const auto fit = fitLine(points);
    if (!fit || !(fit->slope > 0))
        return std::nullopt;
    // What the line says must be so: a day's wave has a rising line from its night to its noon, a step in the middle
    // one from below where it was.
    const double began = middleOf(points[0].second, points[1].second, points[2].second);
    Climb climb;
    climb.perMinute = fit->slope;
    climb.slopeError = fit->slopeError;
    climb.begin = std::max({fit->begin, began, 1.0});
    climb.level = fit->end;
    climb.levelError = fit->endError;
    climb.scatter = fit->scatter;
    climb.window = Milliseconds(static_cast<qint64>(std::llround(fit->span * 60'000)));
    climb.scale = scale;
    if (m.startedUtc && utc >= *m.startedUtc)
        climb.uptime = Milliseconds(utc - *m.startedUtc);

    const double ease = m.told ? 0.6 : 1.0;
    const double growth = std::min(fit->end, level) - climb.begin;
    double asked = scales[static_cast<std::size_t>(scale)].growth * climb.begin;
    // Where it is known when it is ill, a good part of the way there is enough.
    if (threshold && *threshold > climb.begin)
        asked = std::min(asked, std::max(0.2 * climb.begin, (scale <= 2 ? 0.7 : 0.5) * (*threshold - climb.begin)));
    climb.share = growth / asked;
    if (threshold && *threshold > climb.begin)
        climb.wayShare = growth / (*threshold - climb.begin);
    if (growth < ease * asked || growth < ease * leastGrowth)
        return std::nullopt;
    if (fit->rising < (m.told ? 0.7 : 0.85) || fit->slope < (m.told ? 2 : 4) * fit->slopeError)
        return std::nullopt;
    // It still climbs as it did: otherwise it has found its level, or it has only just stepped up.
    if (fit->recent < (m.told ? 0.3 : 0.5) * fit->slope || fit->recent > 2 * fit->slope)
        return std::nullopt;
    if (const auto usual = usualAt(utc)) {
        climb.aboveOwn = climb.level / std::max(usual->highest, 1.0);
        climb.daysKnown = usual->days;
        if (*climb.aboveOwn < (m.told ? 1.0 : 1.15))
            return std::nullopt;
    }
    return climb;
}

std::optional<Climb> GoroutinePast::over(int scale, Trend trend, qint64 utc, std::optional<double> threshold) const
{
    const double level = *levelOf(trend);
    const auto &[window, asked] = scales[static_cast<std::size_t>(scale)];
    std::vector<Point> points;
    if (scale < slowScales) {
        const Trend part = newest(trend, window);
        // A shorter scale sees as much.
        const Milliseconds shorter =
            scale == 0 ? Milliseconds(2min) : scales[static_cast<std::size_t>(scale - 1)].window;
        if (part.size() < 10 || part.back().first - part.front().first < shorter)
            return std::nullopt;
        // Most of the time nothing climbs, and nothing need be computed.
        if (level - medianOfThree(part) < 0.4 * leastGrowth || level < 1.1 * medianOfThree(part))
            return std::nullopt;
        points.reserve(part.size());
        for (const auto &[at, value] : part)
            points.emplace_back(minutes(at - part.front().first), value);
    } else {
        const qint64 last = m.slot;
        const qint64 count = window.count() / slotLength;
        for (qint64 slot = last - count; slot <= last; ++slot) {
            if (m.startedUtc && slot * slotLength < *m.startedUtc)
                continue;
            // In minutes from now, each where its ten minutes have their middle.
            if (const auto value = m.slots.at(slot))
                points.emplace_back(static_cast<double>(slot * slotLength + slotLength / 2 - utc) / 60'000, *value);
        }
        if (points.size() < 8 ||
            points.back().first - points.front().first < (scale == dayScale ? 0.95 : 0.6) * minutes(window))
            return std::nullopt;
        if (points.back().second < 1.1 * points.front().second)
            return std::nullopt;
    }
    return judged(scale, points, level, utc, threshold);
}

/// A new ten minutes have begun: the ones before are kept as one value.
void GoroutinePast::fillSlot(Trend trend, qint64 utc)
{
    std::vector<double> values;
    const TimePoint from = trend.back().first - Milliseconds(utc - m.slot * slotLength);
    for (const auto &[at, value] : trend) {
        if (at >= from && at < from + Milliseconds(slotLength))
            values.push_back(value);
    }
    if (!values.empty())
        closeSlot(m.slot, medianOf(values));
}

void GoroutinePast::Lasting::take(std::optional<Climb> &kept, std::optional<Climb> found, qint64 utc)
{
    if (found) {
        seenAt = utc;
        if (!since)
            since = utc;
        // It must last: a staircase looks like a climb for a moment.
        const qint64 hold = std::clamp<qint64>(found->window.count() / 8, 30'000, 240'000);
        if (kept || utc - *since >= hold)
            kept = std::move(found);
        return;
    }
    // One evaluation that misses it does not end it.
    const qint64 patience = kept ? std::clamp<qint64>(kept->window.count() / 6, 60'000, 900'000) : 20'000;
    if (utc - seenAt < patience)
        return;
    kept.reset();
    since.reset();
}

void GoroutinePast::add(Trend all, qint64 utc, std::optional<double> startTime, std::optional<double> threshold)
{
    m.utc = utc;
    noticeRestart(all, utc, startTime);
    const Trend trend = sinceRestart(all);
    if (const qint64 slot = utc / slotLength; slot != m.slot) {
        if (m.slot >= 0) {
            fillSlot(trend, utc);
            m.slow.reset();
            for (int scale = dayScale; scale >= slowScales && !m.slow; --scale)
                m.slow = over(scale, trend, utc, threshold);
        }
        m.slot = slot;
    }
    std::optional<Climb> slow = m.slow;
    if (slow) {
        // Looked at once in ten minutes; the level is what it is now.
        std::vector<double> values;
        for (const auto &[at, value] : newest(trend, 10min))
            values.push_back(value);
        slow->level = medianOf(values);
    }
    // The longest that shows it says it best.
    std::optional<Climb> fast;
    for (int scale = slowScales - 1; scale >= 0 && !fast; --scale)
        fast = over(scale, trend, utc, threshold);
    m.slowLasting.take(m.candidates.slow, std::move(slow), utc);
    m.fastLasting.take(m.candidates.fast, std::move(fast), utc);
}

const std::optional<Climb> &GoroutinePast::tell(std::optional<Climb> own)
{
    if (own) {
        m.ownAt = m.utc;
        m.told = std::move(own);
    } else if (m.told) {
        const qint64 patience = std::clamp<qint64>(m.told->window.count() / 6, 60'000, 1'800'000);
        if (m.utc - m.ownAt >= patience)
            m.told.reset();
    }
    return m.told;
}

namespace {

// What no cluster comes near to: figures from a file that are beyond are no figures.
constexpr double mostGoroutines = 1e9;
constexpr double leastPerMinute = 1e-3;

bool isSound(const GoroutinePast::Row &row, qint64 length, std::size_t most)
{
    // A value of the clock's future may stand in it: it may have been set back.
    return row.values.size() <= most && row.first >= 0 && row.first <= latestUtc / length &&
           std::all_of(row.values.begin(), row.values.end(), [](float value) {
               return std::isnan(value) || isWithin(static_cast<double>(value), 0, mostGoroutines);
           });
}

bool isSound(const std::optional<Climb> &climb)
{
    return !climb || (isWithin(climb->perMinute, leastPerMinute, mostGoroutines) &&
                      isWithin(climb->slopeError, 0, mostGoroutines) && isWithin(climb->begin, 1, mostGoroutines) &&
                      isWithin(climb->level, 0, mostGoroutines) && isWithin(climb->scatter, 0, mostGoroutines) &&
                      isWithin(climb->levelError, 0, mostGoroutines) && isWithin(climb->share, 0, mostGoroutines) &&
                      climb->window.count() >= 0 && climb->window.count() <= 2 * dayLength &&
                      isWithin(climb->wayShare, 0, mostGoroutines) && climb->scale >= 0 && climb->scale <= dayScale &&
                      isWithin(climb->aboveOwn.value_or(0), 0, mostGoroutines) && climb->daysKnown >= 0 &&
                      climb->daysKnown <= 7 &&
                      (!climb->uptime || (climb->uptime->count() >= 0 && climb->uptime->count() <= latestUtc)));
}

bool isSound(const GoroutinePast::Lasting &lasting)
{
    return isTime(lasting.since.value_or(0)) && isTime(lasting.seenAt);
}

} // namespace

bool GoroutinePast::Memory::isSound() const
{
    using rollcall::isSound;
    return isSound(slots, slotLength, mostSlots) && isSound(hours, hourLength, mostHours) &&
           isWithin(startTime.value_or(0), 0, static_cast<double>(latestUtc) / 1000) &&
           isTime(startedUtc.value_or(0)) && slot >= -1 && slot <= latestUtc / slotLength && isTime(utc) &&
           isSound(candidates.slow) && isSound(candidates.fast) && isSound(slowLasting) && isSound(fastLasting) &&
           isSound(slow) && isSound(told) && isTime(ownAt);
}

void tellClimbs(std::span<const ClimbingNode> siblings)
{
    const bool isAnyClimbing = std::any_of(siblings.begin(), siblings.end(), [](const ClimbingNode &node) {
        const auto &[slow, fast] = node.past->candidates();
        return slow || fast || node.past->told();
    });
    if (!isAnyClimbing)
        return;
    std::vector<std::optional<double>> levels;
    for (const ClimbingNode &node : siblings)
        levels.push_back(GoroutinePast::levelOf(node.trend));
    const MedianOfOthers level(levels);
    std::array<std::optional<ScaleFigures>, scales.size()> figures;
    for (std::size_t i = 0; i < siblings.size(); ++i) {
        GoroutinePast &past = *siblings[i].past;
        const auto own = [&](const std::optional<Climb> &climb) -> std::optional<Climb> {
            if (!climb)
                return std::nullopt;
            auto &over = figures[static_cast<std::size_t>(climb->scale)];
            if (!over)
                over = figuresOver(climb->scale, siblings);
            const SiblingsPast others{over->growth.without(over->growths[i]), over->gain.without(over->gains[i]),
                                      level.without(levels[i])};
            return isOfItsOwn(*climb, others, past.told().has_value()) ? climb : std::nullopt;
        };
        past.tell(chosen(own(past.candidates().slow), own(past.candidates().fast)));
    }
}

std::optional<Crossing> crossingOf(const Climb &climb, double threshold)
{
    // The first value over the threshold is one of the high ones.
    const double way = threshold - climb.level - 1.5 * climb.scatter;
    if (!(threshold > climb.level) || !(climb.perMinute > 0))
        return std::nullopt;
    const auto time = [](double inMinutes) {
        return Milliseconds(static_cast<qint64>(std::llround(std::max(0.0, inMinutes) * 60'000)));
    };
    const double straight = std::max(way, 0.0) / climb.perMinute;
    // From twenty minutes to a day: the further off, the more a day's load and the leak itself change, and load comes
    // on top more often than it goes.
    const double far = std::clamp(std::log(straight / 20) / std::log(24 * 60.0 / 20), 0.0, 1.0);
    const double rate = climb.perMinute * (1 + 0.12 * far);
    // How wrong the rate may be: what the points leave open, and what changes.
    const double relative = std::hypot(climb.slopeError / climb.perMinute, 0.03 + 0.19 * far);
    const double offset = std::hypot(climb.levelError, climb.scatter);
    constexpr double wide = 1.5;
    Crossing crossing;
    crossing.expected = time(straight * climb.perMinute / rate);
    crossing.earliest = time((way - wide * offset) / rate / (1 + wide * relative));
    if (wide * relative < 0.85)
        crossing.latest = time((std::max(way, 0.0) + wide * offset) / rate / (1 - wide * relative));
    return crossing;
}

} // namespace rollcall
