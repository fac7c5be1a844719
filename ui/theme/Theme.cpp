// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"

#include "ui/theme/FlatStyle.h"
#include "ui/theme/SystemScheme.h"

#include <QApplication>
#include <QFontInfo>
#include <QSettings>
#include <QToolTip>
#include <cmath>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

std::optional<Theme::Choice> choiceFromName(const QString &name)
{
    if (name == u"system")
        return Theme::Choice::System;
    if (name == u"light")
        return Theme::Choice::Light;
    if (name == u"dark")
        return Theme::Choice::Dark;
    if (name == u"high-contrast")
        return Theme::Choice::HighContrast;
    return std::nullopt;
}

QString nameOf(Theme::Choice choice)
{
    switch (choice) {
    case Theme::Choice::System:
        return u"system"_s;
    case Theme::Choice::Light:
        return u"light"_s;
    case Theme::Choice::Dark:
        return u"dark"_s;
    case Theme::Choice::HighContrast:
        return u"high-contrast"_s;
    }
    return {};
}

} // namespace

Theme::Theme(QApplication &application, QSettings &settings, QObject *parent)
    : QObject(parent),
      m_application(application),
      m_settings(settings),
      m_system(std::make_unique<SystemScheme>()),
      m_base(QApplication::font())
{
    m_choice = choiceFromName(settings.value(u"look/theme"_s).toString()).value_or(Choice::System);
    if (const auto wanted = choiceFromName(qEnvironmentVariable("ROLLCALL_THEME")))
        m_choice = *wanted;
    m_textScale = std::clamp(settings.value(u"look/textScale"_s, 1.0).toDouble(), 1.0, 2.0);
    QApplication::setStyle(new FlatStyle);
    connect(m_system.get(), &SystemScheme::changed, this, &Theme::apply);
    apply();
}

Theme::~Theme() = default;

void Theme::followSystem()
{
    m_system->follow();
}

void Theme::setChoice(Choice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    m_settings.setValue(u"look/theme"_s, nameOf(choice));
    apply();
}

void Theme::setTextScale(double scale)
{
    scale = std::clamp(std::round(scale * 10) / 10, 1.0, 2.0);
    if (qFuzzyCompare(scale, m_textScale))
        return;
    m_textScale = scale;
    m_settings.setValue(u"look/textScale"_s, scale);
    apply();
}

QFont Theme::font(Text text, bool isBold, double scale) const
{
    double factor = 1;
    switch (text) {
    case Text::Caption:
        factor = 0.88;
        break;
    case Text::Body:
        break;
    case Text::Title:
        factor = 1.2;
        break;
    case Text::Display:
        factor = 1.65;
        break;
    }
    QFont font = m_base;
    // Where no desktop says otherwise Qt takes nine points: too small for a caption to be made from.
    const double points =
        std::max(10.0, m_base.pointSizeF() > 0 ? m_base.pointSizeF() : QFontInfo(m_base).pointSizeF());
    font.setPointSizeF(points * factor * scale * m_textScale);
    if (isBold)
        font.setWeight(QFont::DemiBold);
    return font;
}

int Theme::unit(double count) const
{
    return static_cast<int>(std::lround(8 * count * (1 + (m_textScale - 1) / 2)));
}

void Theme::apply()
{
    Colours::Kind kind = Colours::Kind::Light;
    switch (m_choice) {
    case Choice::System:
        kind = m_system->isHighContrast() ? Colours::Kind::HighContrast
               : m_system->isDark()       ? Colours::Kind::Dark
                                          : Colours::Kind::Light;
        break;
    case Choice::Light:
        break;
    case Choice::Dark:
        kind = Colours::Kind::Dark;
        break;
    case Choice::HighContrast:
        kind = Colours::Kind::HighContrast;
        break;
    }
    m_colours = Colours::make(kind);
    QApplication::setPalette(m_colours.palette());
    QApplication::setFont(font(Text::Body));
    QToolTip::setPalette(m_colours.palette());
    QToolTip::setFont(font(Text::Caption));
    Q_EMIT changed();
}

} // namespace rollcall
