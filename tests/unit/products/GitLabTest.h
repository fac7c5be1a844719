// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "unit/products/VendorBench.h"

namespace rollcall::test::gitlab {

inline const QByteArray TwoNodes = R"({"schema":1,"name":"git","product":"gitlab","nodes":[
    {"name":"gl1","url":"http://gl1:8080"},{"name":"gl2","url":"http://gl2:8080"}]})";
inline const QByteArray OneNode =
    R"({"schema":1,"name":"git","product":"gitlab","nodes":[{"name":"gl1","url":"http://gl1:8080"}]})";
inline const QString Setting = u"add the address that GitLab sees this workstation under to "
                               "gitlab_rails['monitoring_whitelist']"_s;

inline FakeHttp::Reply recorded(const char *name)
{
    return VendorBench::recorded(u"gitlab/"_s + QLatin1StringView(name));
}

inline FakeHttp::Reply current(const char *name)
{
    return recorded(QByteArray("18.1.1/").append(name).constData());
}

struct GitLabTest : testing::Test
{
    /// Every path of every node says that all is well.
    static void makeWell(VendorBench &bench)
    {
        bench.replies[u"/-/readiness"_s] = current("readiness");
        bench.replies[u"/-/readiness?all=1"_s] = current("readiness-all");
        bench.replies[u"/-/health"_s] = current("health");
        bench.replies[u"/-/liveness"_s] = current("liveness");
        bench.replies[u"/-/metrics"_s] = current("metrics");
        bench.replies[u"/api/v4/metadata"_s] = current("metadata");
    }
    void SetUp() override { makeWell(bench); }
    Observation readiness(const char *name) { return bench.read(u"gl1"_s, u"readiness"_s, recorded(name)); }
    Observation all(const char *name) { return bench.read(u"gl1"_s, u"readiness.all"_s, recorded(name)); }

    VendorBench bench{OneNode};
};

} // namespace rollcall::test::gitlab
