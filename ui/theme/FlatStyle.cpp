// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/FlatStyle.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <tuple>
#include <utility>

namespace rollcall {

using namespace Qt::StringLiterals;

FlatStyle::FlatStyle() : QProxyStyle(u"fusion"_s) {}

namespace {

constexpr double Rounding = 4;

void paintBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &outline, double width = 1)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill);
    painter->setPen(outline.isValid() ? QPen(outline, width) : QPen(Qt::NoPen));
    const double inset = width / 2;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), Rounding, Rounding);
    painter->restore();
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    return QColor::fromRgbF(static_cast<float>(a.redF() * (1 - share) + b.redF() * share),
                            static_cast<float>(a.greenF() * (1 - share) + b.greenF() * share),
                            static_cast<float>(a.blueF() * (1 - share) + b.blueF() * share));
}

} // namespace

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    const QPalette &palette = option->palette;
    const bool isEnabled = option->state & State_Enabled;
    const bool isOver = isEnabled && (option->state & State_MouseOver);
    const bool hasFocus = option->state & State_HasFocus;
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool: {
        const bool isOn = option->state & (State_On | State_Sunken);
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool isDefault = button != nullptr && (button->features & QStyleOptionButton::DefaultButton);
        if (element == PE_PanelButtonTool && (option->state & State_AutoRaise) && !isOn && !isOver && !hasFocus)
            return;
        const QColor accent = palette.color(QPalette::Highlight);
        QColor fill = palette.color(QPalette::Button);
        if (isOn)
            fill = mixed(fill, accent, 0.22);
        else if (isOver)
            fill = mixed(fill, accent, 0.09);
        const bool isMarked = hasFocus || isOn || isDefault;
        paintBox(painter, option->rect, fill, isMarked && isEnabled ? accent : palette.color(QPalette::Mid),
                 hasFocus ? 2 : 1);
        return;
    }
    case PE_PanelLineEdit:
        // Within a spin box or the like: the box has the frame.
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame != nullptr && frame->lineWidth == 0)
            return;
        paintBox(painter, option->rect, palette.color(QPalette::Base),
                 hasFocus ? palette.color(QPalette::Highlight) : palette.color(QPalette::Mid), hasFocus ? 2 : 1);
        return;
    case PE_IndicatorCheckBox: {
        paintBox(painter, option->rect, palette.color(QPalette::Base), palette.color(QPalette::Mid));
        const QRectF box = QRectF(option->rect).adjusted(3, 3, -3, -3);
        const QColor ink = palette.color(QPalette::Text);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option->state & State_NoChange) {
            painter->fillRect(box, ink);
        } else if (option->state & State_On) {
            painter->setPen(QPen(ink, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter->drawPolyline(QPolygonF{{box.left(), box.center().y()},
                                            {box.left() + box.width() * 0.4, box.bottom()},
                                            {box.right(), box.top()}});
        }
        painter->restore();
        return;
    }
    case PE_FrameFocusRect:
        paintBox(painter, option->rect, Qt::transparent, palette.color(QPalette::Highlight), 2);
        return;
    case PE_Frame:
    case PE_FrameGroupBox:
    case PE_FrameTabWidget:
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(hasFocus && element == PE_Frame ? QPen(palette.color(QPalette::Highlight), 2)
                                                        : QPen(palette.color(QPalette::Midlight), 1));
        painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), Rounding, Rounding);
        painter->restore();
        return;
    default: // The rest is Fusion's: Qt's list of elements is open.
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    const QPalette &palette = option->palette;
    switch (element) {
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, palette.color(QPalette::Window));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          palette.color(QPalette::Midlight));
        return;
    case CE_HeaderLabel: {
        // Stands where the text of the cells stands.
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (header == nullptr)
            break;
        QStyleOptionHeader moved = *header;
        const int margin = widget != nullptr ? widget->property("cellMargin").toInt() : 0;
        if (margin > 0)
            moved.rect.adjust(margin - 3, 0, 2 - margin / 2, 0);
        else
            moved.rect.adjust(5, 0, -2, 0);
        QProxyStyle::drawControl(element, &moved, painter, widget);
        return;
    }
    case CE_TabBarTabShape: {
        const bool isSelected = option->state & State_Selected;
        const QRect line(option->rect.left(), option->rect.bottom() - 2, option->rect.width(), 2);
        if (isSelected)
            painter->fillRect(line, palette.color(QPalette::Highlight));
        else if (option->state & State_MouseOver)
            painter->fillRect(line, palette.color(QPalette::Mid));
        if (option->state & State_HasFocus)
            paintBox(painter, option->rect.adjusted(1, 1, -1, -3), Qt::transparent, palette.color(QPalette::Highlight));
        return;
    }
    case CE_Splitter:
        return;
    default: // See above.
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                   const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (combo != nullptr) {
            const bool hasFocus = option->state & State_HasFocus;
            const QPalette &palette = option->palette;
            paintBox(painter, option->rect, palette.color(QPalette::Base),
                     palette.color(hasFocus ? QPalette::Highlight : QPalette::Mid), hasFocus ? 2 : 1);
            QStyleOption arrow = *option;
            arrow.rect = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget).adjusted(4, 6, -6, -6);
            drawPrimitive(PE_IndicatorArrowDown, &arrow, painter, widget);
            return;
        }
    }
    if (control == CC_SpinBox) {
        const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        if (spin != nullptr && spin->frame) {
            paintSpinBox(*spin, painter, widget);
            return;
        }
    }
    if (control == CC_ScrollBar) {
        paintScrollBar(*option, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void FlatStyle::paintSpinBox(const QStyleOptionSpinBox &option, QPainter *painter, const QWidget *widget) const
{
    const bool hasFocus = option.state & State_HasFocus;
    paintBox(painter, option.rect, option.palette.color(QPalette::Base),
             option.palette.color(hasFocus ? QPalette::Highlight : QPalette::Mid), hasFocus ? 2 : 1);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    for (const auto &[part, step, element] :
         {std::tuple(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, PE_IndicatorArrowUp),
          std::tuple(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, PE_IndicatorArrowDown)}) {
        QStyleOption arrow = option;
        if (!option.stepEnabled.testFlag(step)) {
            arrow.state &= ~State_Enabled;
            arrow.palette.setCurrentColorGroup(QPalette::Disabled);
        }
        arrow.rect = subControlRect(CC_SpinBox, &option, part, widget).adjusted(2, 2, -4, -2);
        drawPrimitive(element, &arrow, painter, widget);
    }
}

void FlatStyle::paintScrollBar(const QStyleOptionComplex &option, QPainter *painter, const QWidget *widget) const
{
    painter->fillRect(option.rect, option.palette.color(QPalette::Window));
    const bool isUpright = !(option.state & State_Horizontal);
    for (const auto &[part, element] :
         {std::pair(SC_ScrollBarSubLine, isUpright ? PE_IndicatorArrowUp : PE_IndicatorArrowLeft),
          std::pair(SC_ScrollBarAddLine, isUpright ? PE_IndicatorArrowDown : PE_IndicatorArrowRight)}) {
        QStyleOption arrow = option;
        arrow.rect = subControlRect(CC_ScrollBar, &option, part, widget).adjusted(2, 2, -2, -2);
        drawPrimitive(element, &arrow, painter, widget);
    }
    if (!(option.state & State_Enabled))
        return;
    const bool isHeld =
        (option.state & (State_MouseOver | State_Sunken)) && option.activeSubControls == SC_ScrollBarSlider;
    const QRect slider = subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, widget);
    paintBox(painter, isUpright ? slider.adjusted(3, 1, -3, -1) : slider.adjusted(1, 3, -1, -3),
             mixed(option.palette.color(QPalette::Mid), option.palette.color(QPalette::Text), isHeld ? 0.4 : 0), {});
}

int FlatStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_Widget_Animation_Duration:
    case SH_Widget_Animate: // nothing moves unless something changed
    case SH_EtchDisabledText:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    default: // See above.
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const
{
    const QSize theirs = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        return theirs + QSize(16, 6);
    case CT_ToolButton:
    case CT_LineEdit:
    case CT_ComboBox:
        return theirs + QSize(8, 6);
    default: // See above.
        return theirs;
    }
}

QRect FlatStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect theirs = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? theirs.adjusted(4, 0, -4, 0) : theirs;
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollView_ScrollBarOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarBaseHeight:
        return 0;
    case PM_SplitterWidth:
        return 8;
    default: // See above.
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

} // namespace rollcall
