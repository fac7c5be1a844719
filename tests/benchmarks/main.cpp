// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "EventTimes.h"
#include "Figures.h"

#include <QProcess>
#include <QTextStream>
#include <cstdio>
#include <sched.h>

namespace {

using namespace rollcall::bench;
using namespace Qt::StringLiterals;

/// The first processor for what is measured; nginx gets the last (see Nginx).
void stayOnOneCore()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(0, &set);
    sched_setaffinity(0, sizeof set, &set);
}

int measure(const Subject &subject)
{
    if (subject.isOnOneCore)
        stayOnOneCore();
    raiseDescriptorLimit();
    const std::vector<Figure> figures = subject.measure();
    bool areReached = true;
    for (const Figure &figure : figures) {
        areReached &= figure.isReached();
        std::printf("%-4s  %-58s %10.2f %-6s  bound %8.2f%s%s\n", figure.isReached() ? "OK" : "MISS",
                    qPrintable(figure.name), figure.value, qPrintable(figure.unit), figure.bound,
                    figure.note.isEmpty() ? "" : "   ", qPrintable(figure.note));
    }
    std::fflush(stdout);
    return areReached && !figures.empty() ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    EventTimes application(argc, argv);
    QStringList wanted = application.arguments().mid(1);
    if (wanted.size() == 2 && wanted.first() == u"--measure"_s) {
        for (const Subject &subject : subjects()) {
            if (subject.name == wanted.last())
                return measure(subject);
        }
        return 2;
    }
    QStringList known;
    for (const Subject &subject : subjects())
        known.append(subject.name);
    for (const QString &name : wanted) {
        if (!known.contains(name)) {
            std::fprintf(stderr, "benchmarks: there is no subject %s; there are %s\n", qPrintable(name),
                         qPrintable(known.join(u", "_s)));
            return 2;
        }
    }
    bool areReached = true;
    for (const QString &name : known) {
        if (!wanted.isEmpty() && !wanted.contains(name))
            continue;
        const int status = QProcess::execute(application.applicationFilePath(), {u"--measure"_s, name});
        areReached &= status == 0;
    }
    std::printf("%s\n", areReached ? "all figures are reached" : "some figures are missed");
    return areReached ? 0 : 1;
}
