// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Colours.h"

#include <array>
#include <cmath>

namespace rollcall {

namespace {

Colours light()
{
    Colours c;
    c.kind = Colours::Kind::Light;
    c.window = QColor(0xf1, 0xf3, 0xf6);
    c.card = QColor(0xff, 0xff, 0xff);
    c.raised = QColor(0xff, 0xff, 0xff);
    c.line = QColor(0xdc, 0xe0, 0xe6);
    c.control = QColor(0xb4, 0xbc, 0xc7);
    c.text = QColor(0x1a, 0x1f, 0x26);
    c.secondary = QColor(0x57, 0x60, 0x6c);
    c.accent = QColor(0x0b, 0x5c, 0xad);
    c.accentText = QColor(0xff, 0xff, 0xff);
    c.accentSoft = QColor(0xdd, 0xeb, 0xf9);
    c.production = QColor(0x7a, 0x2f, 0x8f);
    c.productionText = QColor(0xff, 0xff, 0xff);
    c.ok = QColor(0x0f, 0x6b, 0x33);
    c.unknown = QColor(0x73, 0x7f, 0x8d);
    c.warning = QColor(0xb8, 0x6e, 0x00);
    c.critical = QColor(0xd0, 0x36, 0x0e);
    c.info = QColor(0x2f, 0x6c, 0xc0);
    c.warningSoft = QColor(0xff, 0xf8, 0xea);
    c.criticalSoft = QColor(0xff, 0xf0, 0xeb);
    return c;
}

Colours dark()
{
    Colours c;
    c.kind = Colours::Kind::Dark;
    c.window = QColor(0x14, 0x17, 0x1b);
    c.card = QColor(0x1d, 0x21, 0x27);
    c.raised = QColor(0x26, 0x2b, 0x32);
    c.line = QColor(0x31, 0x37, 0x40);
    c.control = QColor(0x55, 0x5e, 0x6a);
    c.text = QColor(0xe8, 0xeb, 0xef);
    c.secondary = QColor(0xa2, 0xac, 0xb8);
    c.accent = QColor(0x74, 0xb4, 0xff);
    c.accentText = QColor(0x0c, 0x16, 0x22);
    c.accentSoft = QColor(0x23, 0x36, 0x4c);
    c.production = QColor(0xc0, 0x84, 0xd6);
    c.productionText = QColor(0x1c, 0x0c, 0x22);
    c.ok = QColor(0x38, 0x9e, 0x5a);
    c.unknown = QColor(0x8b, 0x97, 0xa5);
    c.warning = QColor(0xf5, 0xb8, 0x3d);
    c.critical = QColor(0xff, 0x6e, 0x45);
    c.info = QColor(0x6f, 0xa8, 0xf0);
    c.warningSoft = QColor(0x2b, 0x26, 0x1b);
    c.criticalSoft = QColor(0x33, 0x20, 0x1b);
    return c;
}

Colours highContrast()
{
    Colours c;
    c.kind = Colours::Kind::HighContrast;
    c.window = QColor(0, 0, 0);
    c.card = QColor(0, 0, 0);
    c.raised = QColor(0, 0, 0);
    c.line = QColor(0xff, 0xff, 0xff);
    c.control = QColor(0xff, 0xff, 0xff);
    c.text = QColor(0xff, 0xff, 0xff);
    c.secondary = QColor(0xe6, 0xe6, 0xe6);
    c.accent = QColor(0xff, 0xff, 0x40);
    c.accentText = QColor(0, 0, 0);
    c.accentSoft = QColor(0x33, 0x33, 0x00);
    c.production = QColor(0xff, 0x8c, 0xff);
    c.productionText = QColor(0, 0, 0);
    c.ok = QColor(0x2f, 0xc8, 0x62);
    c.unknown = QColor(0xc8, 0xc8, 0xc8);
    c.warning = QColor(0xff, 0xdd, 0x33);
    c.critical = QColor(0xff, 0x72, 0x50);
    c.info = QColor(0x80, 0xc0, 0xff);
    c.warningSoft = c.card;
    c.criticalSoft = c.card;
    return c;
}

double luminance(const QColor &colour)
{
    const auto part = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}

} // namespace

double contrast(const QColor &first, const QColor &second)
{
    const double a = luminance(first), b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Colours Colours::make(Kind kind)
{
    switch (kind) {
    case Kind::Light:
        return light();
    case Kind::Dark:
        return dark();
    case Kind::HighContrast:
        return highContrast();
    }
    return light();
}

const QColor &Colours::state(State state) const
{
    switch (state) {
    case State::Ok:
        return ok;
    case State::Unknown:
        return unknown;
    case State::Warning:
        return warning;
    case State::Critical:
        return critical;
    }
    return unknown;
}

const QColor &Colours::severity(Severity severity) const
{
    switch (severity) {
    case Severity::Info:
        return info;
    case Severity::Unknown:
        return unknown;
    case Severity::Warning:
        return warning;
    case Severity::Critical:
        return critical;
    }
    return info;
}

const QColor &Colours::surface(State state) const
{
    switch (state) {
    case State::Ok:
    case State::Unknown:
        return card;
    case State::Warning:
        return warningSoft;
    case State::Critical:
        return criticalSoft;
    }
    return card;
}

QColor Colours::chartLine(int index) const
{
    static constexpr std::array<QRgb, LineColours> Light{0x0072b2, 0xb0568a, 0x00836a, 0xa65e00,
                                                         0x5b4bb5, 0x555b63, 0x2a8fc7, 0x7a7400};
    static constexpr std::array<QRgb, LineColours> Dark{0x56b4e9, 0xe08bc0, 0x2fc6a4, 0xe69f00,
                                                        0xa99bff, 0xd5d9de, 0xf0e442, 0xf4a582};
    const auto place = static_cast<std::size_t>(std::max(0, index) % LineColours);
    return QColor::fromRgb(kind == Kind::Light ? Light[place] : Dark[place]);
}

QPalette Colours::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, window);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, card);
    p.setColor(QPalette::AlternateBase, window);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::PlaceholderText, secondary);
    p.setColor(QPalette::Button, raised);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, accentText);
    p.setColor(QPalette::ToolTipBase, raised);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::Highlight, accent);
    p.setColor(QPalette::HighlightedText, accentText);
    p.setColor(QPalette::Link, accent);
    p.setColor(QPalette::LinkVisited, accent);
    p.setColor(QPalette::Light, card);
    p.setColor(QPalette::Midlight, line);
    p.setColor(QPalette::Mid, control);
    p.setColor(QPalette::Dark, control);
    p.setColor(QPalette::Shadow, kind == Kind::Light ? QColor(0x60, 0x68, 0x74) : QColor(0, 0, 0));
    QColor faint = secondary;
    if (kind == Kind::HighContrast)
        faint = QColor(0x90, 0x90, 0x90); // seven to one, and plainly not what can be pressed
    else
        faint.setAlphaF(0.7F);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, faint);
    p.setColor(QPalette::Disabled, QPalette::Highlight, control);
    if (kind == Kind::HighContrast)
        p.setColor(QPalette::Disabled, QPalette::Mid, QColor(0x70, 0x70, 0x70));
    return p;
}

} // namespace rollcall
