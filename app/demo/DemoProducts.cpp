// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Scenery.h"

namespace rollcall::demo {

// Each product's file ends in its function; it has no header. A new product is one name more, here.
#define ROLLCALL_DEMO_PRODUCTS(ONE)                                                                                    \
    ONE(mattermost) ONE(gitlab) ONE(portus) ONE(wso2Apim) ONE(wso2Mi) ONE(generic) ONE(mixed)

#define ROLLCALL_DECLARE(NAME) DemoProduct NAME##Product();
ROLLCALL_DEMO_PRODUCTS(ROLLCALL_DECLARE)
#undef ROLLCALL_DECLARE

const std::vector<DemoProduct> &demoProducts()
{
#define ROLLCALL_MAKE(NAME) NAME##Product(),
    static const std::vector<DemoProduct> products{ROLLCALL_DEMO_PRODUCTS(ROLLCALL_MAKE)};
#undef ROLLCALL_MAKE
    return products;
}

const DemoProduct *demoProductNamed(const QString &name)
{
    for (const DemoProduct &product : demoProducts()) {
        if (name == QLatin1StringView(product.name))
            return &product;
    }
    return nullptr;
}

} // namespace rollcall::demo
