// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <chrono>
#include <functional>
#include <vector>

namespace rollcall::bench {

/// One figure with its bound: the product's promise, checked.
struct Figure
{
    QString name;
    double value = 0;
    QString unit;
    double bound = 0; ///< the value must not be over it
    QString note;     ///< how it came about; may be empty

    bool isReached() const { return value <= bound; }
};

/// A subject that is measured in a process of its own, so that memory and processor time are its alone.
struct Subject
{
    QString name;
    std::function<std::vector<Figure>()> measure;
    bool isOnOneCore = true;
};

/// All subjects, in the order in which they run.
const std::vector<Subject> &subjects();

// One file each.
std::vector<Figure> pipelineFigures();
std::vector<Figure> latenessFigures();
std::vector<Figure> eventFigures();
std::vector<Figure> checkFigures();
std::vector<Figure> memoryFigures();
std::vector<Figure> idleFigures();
std::vector<Figure> gossipFigures();
std::vector<Figure> gossipQueryFigures();
std::vector<Figure> historyFigures();
std::vector<Figure> leakFigures();
std::vector<Figure> replayFigures();

/// Processor time of this process so far, user and system, all threads.
std::chrono::nanoseconds processorTime();
/// Of another process, by its id; zero when there is none.
std::chrono::nanoseconds processorTimeOf(qint64 process);
/// Resident memory of this process at its highest, in MB.
double highestMemory();
/// As many file descriptors as the system allows: 10,000 nodes are 10,000 connections.
void raiseDescriptorLimit();
/// Turns the event loop for that long.
void runFor(std::chrono::milliseconds time);

} // namespace rollcall::bench
