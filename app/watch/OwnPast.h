// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Incident.h"

namespace rollcall {

class ClusterHistory;
class SeriesSource;
class Watch;

/// Has a watch that has just begun know what the goroutines of its nodes did on the days before, as far as a store
/// holds it: a climb is measured by that, too. The answers come later, one batch of nodes after the other, and not
/// after the watch is gone. A recording gets what is known then from the watch.
void rememberOwnPast(ClusterHistory &history, Watch &watch);
/// The same of any source; `incidents`: what of it was told as a climb, and so is no measure for later days.
void rememberOwnPast(SeriesSource &series, const std::vector<Incident> &incidents, Watch &watch);

} // namespace rollcall
