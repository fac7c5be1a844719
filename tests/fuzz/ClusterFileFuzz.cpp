// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ClusterFile.h"

#include <cstdio>
#include <cstdlib>

using namespace rollcall;

/// Any bytes give a cluster file or faults; and what was read can be written and read again, with nothing changed.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString name = QStringLiteral("fuzz");
    std::vector<FileFault> faults;
    const auto file = ClusterFile::parse(text, name, &faults);
    if (!file) {
        // A refusal says why, and at a place that exists.
        if (faults.empty() || file.error().message.isEmpty())
            std::abort();
        for (const FileFault &fault : faults) {
            if (fault.line < 0 || fault.line > text.count('\n') + 1 || fault.column < 0 || fault.message.isEmpty())
                std::abort();
        }
        return 0;
    }
    if (!faults.empty())
        std::abort();
    for (int i = 0; i < file.value().targetCount(); ++i)
        static_cast<void>(file.value().settings(TargetId{i}));
    const QByteArray written = file.value().toJson();
    const auto again = ClusterFile::parse(written, name);
    if (!again || !(again.value() == file.value())) {
        std::fprintf(stderr, "not read back as it was written:\n%s\n%s\n", written.constData(),
                     again ? again.value().toJson().constData() : qPrintable(again.error().message));
        std::abort();
    }
    return 0;
}
