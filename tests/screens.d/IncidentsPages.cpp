// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "screens.d/Stage.h"

#include "history/ClusterHistory.h"
#include "support/WaitFor.h"
#include "ui/dialogs/RecordingDialog.h"
#include "ui/pages/IncidentsPage.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QJsonArray>
#include <QPushButton>

namespace rollcall::test {

using namespace Qt::StringLiterals;

namespace {

Finding finding(Code code, const std::vector<int> &about, const QJsonObject &evidence = {})
{
    Finding made{code, defaultSeverity(code), {}, evidence, {}};
    for (const int target : about)
        made.targets.push_back(TargetId{target});
    return made;
}

/// A history that lives through what a test plays to it.
class Played
{
public:
    Played(Stage &stage, ClusterKey key, const QString &folder)
        : m_stage(stage), m_key(key), m_history(folder, *stage.clusters.state(key)->file, stage.clock)
    {
        bool isLoaded = false;
        QObject loading;
        QObject::connect(&m_history, &ClusterHistory::maintenanceChanged, &loading, [&isLoaded] { isLoaded = true; });
        waitFor([&isLoaded] { return isLoaded; });
        stage.clusters.keptHistory = &m_history;
    }
    void publish(std::vector<Finding> findings, int seconds)
    {
        m_stage.clock.advance(std::chrono::seconds(seconds));
        ClusterState state = *m_stage.clusters.state(m_key);
        state.isFirstSweep = false;
        state.utc = m_stage.clock.utc();
        for (Finding &each : findings)
            each.since = state.utc;
        judge(state, findings);
        state.findings = std::move(findings);
        m_history.published(std::make_shared<const ClusterState>(std::move(state)));
    }
    ClusterHistory &history() { return m_history; }
    qint64 idOf(Code code) const
    {
        for (const Incident &incident : m_history.openIncidents()) {
            if (incident.code == code)
                return incident.id;
        }
        return 0;
    }

private:
    /// What the findings make of the nodes and of the whole.
    static void judge(ClusterState &state, const std::vector<Finding> &findings)
    {
        const auto of = [](Severity severity) {
            return severity == Severity::Critical  ? State::Critical
                   : severity == Severity::Warning ? State::Warning
                                                   : State::Ok;
        };
        state.state = State::Ok;
        for (const Finding &finding : findings) {
            state.state = std::max(state.state, of(finding.severity));
            for (const TargetId id : finding.targets) {
                auto &target = state.targets[id.index()];
                auto judged = std::make_shared<TargetState>(*target);
                judged->state = std::max(judged->state, of(finding.severity));
                judged->findings.push_back(finding);
                target = std::move(judged);
            }
        }
    }

    Stage &m_stage;
    ClusterKey m_key;
    ClusterHistory m_history;
};

/// Something of everything: over, open, acknowledged, explained by another, coming and going, planned.
void play(Played &played, const QDateTime &now)
{
    const Finding upgrade = finding(
        Code::VersionMismatch, {0, 1},
        {{u"versions"_s, QJsonObject{{u"10.11.2"_s, QJsonArray{u"app1"_s}}, {u"10.11.1"_s, QJsonArray{u"app2"_s}}}}});
    played.publish({upgrade}, 1);
    for (int i = 0; i < 8; ++i)
        played.publish({upgrade}, 60);
    for (int i = 0; i < 4; ++i)
        played.publish({}, 60);
    const Finding down = finding(Code::NodeUnreachable, {3}, {{u"kind"_s, u"refused"_s}, {u"attempts"_s, 2}});
    const Finding missed = finding(Code::NodeMissingFromCluster, {3}, {{u"by"_s, QJsonArray{u"app1"_s, u"app2"_s}}});
    const Finding skew = finding(Code::ClockSkew, {1}, {{u"offsetsMs"_s, QJsonObject{{u"app2"_s, -4500}}}});
    const Finding slow =
        finding(Code::NodeGoroutinesOverThreshold, {4}, {{u"goroutines"_s, 1712}, {u"threshold"_s, 1500}});
    for (int i = 0; i < 30; ++i) {
        std::vector<Finding> findings{down, missed, skew};
        if (i % 3 != 2)
            findings.push_back(slow);
        played.publish(findings, 20 + i % 4 * 7);
    }
    played.history().acknowledge(played.idOf(Code::ClockSkew),
                                 {u"mara"_s, u"The time server is being moved"_s, now, now.addSecs(3 * 3600)});
    MaintenanceWindow window;
    window.id = u"kernel"_s;
    window.targets = {u"app2"_s};
    window.from = now.addDays(1);
    window.to = window.from.addSecs(3600);
    window.reason = u"New kernel"_s;
    window.repeat = MaintenanceWindow::Repeat::Weekly;
    played.history().setMaintenance({window});
}

} // namespace

void incidentsPages(const MakeStage &make)
{
    {
        auto stage = make();
        stage->window().showPage(u"incidents"_s);
        stage->take(u"incidents-no-cluster"_s);
    }
    const auto take = [&](const QString &name, Code selected, QSize size, double textScale) {
        auto stage = make();
        stage->theme().setTextScale(textScale);
        const ClusterKey key = stage->clusters.add(ClusterFixture(u"production"_s, 5, stage->clock));
        Played played(*stage, key, stage->scratch(u"history"_s));
        play(played, stage->clock.utc());
        stage->window(size).showPage(u"incidents"_s);
        auto *page = stage->window().findChild<IncidentsPage *>();
        const auto *table = page->findChild<QAbstractItemView *>(u"incidentTable"_s);
        waitFor([table] { return table->model()->rowCount() > 3; });
        page->select(played.idOf(selected));
        Stage::settle();
        page->setFocus();
        stage->take(name);
        page->findChild<QPushButton *>(u"exportRecording"_s)->click();
        stage->takeDialog(name + u"-recording"_s);
        delete page->findChild<RecordingDialog *>();
        for (const auto &[button, of] : {std::pair(u"acknowledgeIncident"_s, u"-acknowledge"_s),
                                         std::pair(u"editMaintenance"_s, u"-maintenance"_s)}) {
            page->findChild<QPushButton *>(button)->click();
            stage->takeDialog(name + of);
            delete page->findChild<QDialog *>();
        }
        page->findChild<QComboBox *>(u"incidentsWhat"_s)->setCurrentIndex(1);
        const auto *changes = page->findChild<QAbstractItemView *>(u"changesTable"_s);
        waitFor([changes] { return changes->model()->rowCount() > 0; });
        Stage::settle();
        stage->take(name + u"-changes"_s);
        stage->theme().setTextScale(1);
    };
    take(u"incidents"_s, Code::NodeUnreachable, QSize(1280, 800), 1);
    take(u"incidents-flapping"_s, Code::NodeGoroutinesOverThreshold, QSize(1280, 800), 1);
    take(u"incidents-large"_s, Code::ClockSkew, QSize(1280, 800), 2);
    take(u"incidents-small"_s, Code::NodeGoroutinesOverThreshold, QSize(720, 560), 1);
    {
        auto stage = make();
        const ClusterKey key = stage->clusters.add(ClusterFixture(u"production"_s, 5, stage->clock));
        const Played played(*stage, key, stage->scratch(u"history"_s));
        stage->window().showPage(u"incidents"_s);
        stage->take(u"incidents-none"_s);
    }
}

} // namespace rollcall::test
