// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Product.h"

using namespace Qt::StringLiterals;

namespace rollcall {

// Each product's file ends in its function; it has no header.
const Product &mattermostProduct();
const Product &genericProduct();

const Product *productNamed(const QString &name)
{
    if (name == "mattermost"_L1)
        return &mattermostProduct();
    if (name == "generic"_L1)
        return &genericProduct();
    return nullptr;
}

QStringList unsupported(const ClusterFile &file)
{
    QStringList lines;
    for (std::size_t i = 0; i < file.nodes.size(); ++i) {
        const Node &node = file.nodes[i];
        const QString &product = node.product.isEmpty() ? file.product : node.product;
        if (productNamed(product) == nullptr) {
            lines.append(u"nodes[%1] (%2): the product %3 is not watched by this version"_s.arg(QString::number(i),
                                                                                                node.name, product));
        }
        if (!file.jumpHost.isEmpty() && node.url.scheme() == "tcp"_L1) {
            lines.append(
                u"nodes[%1] (%2): a TCP connect goes directly, not through the jump host, in this version"_s.arg(
                    QString::number(i), node.name));
        }
    }
    if (file.hasProxy() && productNamed(file.product) == nullptr)
        lines.append(u"publicUrl: the product %1 is not watched by this version"_s.arg(file.product));
    if (!file.probes.empty())
        lines.append(u"probes[] are not run by this version"_s);
    if (file.canary)
        lines.append(u"canary: no messages are posted by this version"_s);
    return lines;
}

} // namespace rollcall
