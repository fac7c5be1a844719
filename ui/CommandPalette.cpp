// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/CommandPalette.h"

#include "ui/theme/StateShape.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace rollcall {

namespace {

constexpr int Most = 50; // more than a person reads
constexpr int IndexRole = Qt::UserRole;
constexpr int DetailRole = Qt::UserRole + 1;
constexpr int StateOfEntry = Qt::UserRole + 2;

class EntryDelegate final : public QStyledItemDelegate
{
public:
    EntryDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return QSize(0, option.fontMetrics.height() + m_theme.unit(1.5));
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colours &colours = m_theme.colours();
        const int unit = m_theme.unit();
        if (option.state & QStyle::State_Selected) {
            painter->fillRect(option.rect, colours.accentSoft);
            painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), colours.accent);
        }
        QRect rect = option.rect.adjusted(unit, 0, -unit, 0);
        const int shape = option.fontMetrics.height() - 3;
        const QVariant state = index.data(StateOfEntry);
        if (state.isValid()) {
            const auto value = static_cast<State>(state.toInt());
            paintShape(*painter, QRectF(rect.left(), rect.center().y() - shape / 2.0 + 0.5, shape, shape),
                       shapeOf(value), colours.state(value), colours.raised);
        }
        rect.setLeft(rect.left() + shape + unit);
        const int half = rect.width() * 6 / 10;
        painter->setFont(option.font);
        painter->setPen(colours.text);
        painter->drawText(QRect(rect.left(), rect.top(), half, rect.height()), Qt::AlignVCenter | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, half));
        painter->setPen(colours.secondary);
        const QRect right(rect.left() + half + unit, rect.top(), rect.width() - half - unit, rect.height());
        painter->drawText(
            right, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
            option.fontMetrics.elidedText(index.data(DetailRole).toString(), Qt::ElideMiddle, right.width()));
    }

private:
    const Theme &m_theme;
};

} // namespace

CommandPalette::CommandPalette(const Theme &theme, std::vector<Entry> entries, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_entries(std::move(entries))
{
    setObjectName(QStringLiteral("palette"));
    setWindowTitle(tr("Find"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.unit(1), theme.unit(1), theme.unit(1), theme.unit(1));
    layout->setSpacing(theme.unit(1));
    m_field = new QLineEdit(this);
    m_field->setFont(theme.font(Theme::Text::Title));
    m_field->setPlaceholderText(tr("Find a node, a cluster, an action"));
    m_field->setAccessibleName(tr("Find a node, a cluster, an action"));
    m_field->installEventFilter(this);
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("Found"));
    m_list->setItemDelegate(new EntryDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::find);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    find({});
    resize(theme.unit(80), theme.unit(50));
    m_field->setFocus();
}

int CommandPalette::score(const Entry &entry, const QString &words)
{
    int sum = 0;
    const QStringList parts = words.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : parts) {
        const qsizetype at = entry.title.indexOf(word, 0, Qt::CaseInsensitive);
        if (at == 0)
            sum += entry.title.size() == word.size() ? 12 : 8;
        else if (at > 0)
            sum += entry.title.at(at - 1).isLetterOrNumber() ? 4 : 6;
        else if (entry.detail.contains(word, Qt::CaseInsensitive))
            sum += 1;
        else
            return -1;
    }
    return sum;
}

void CommandPalette::find(const QString &text)
{
    std::vector<std::pair<int, int>> found;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const int value = score(m_entries[i], text);
        if (value >= 0)
            found.emplace_back(-value, static_cast<int>(i));
    }
    const std::size_t count = std::min<std::size_t>(Most, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end());
    m_list->clear();
    for (std::size_t i = 0; i < count; ++i) {
        const Entry &entry = m_entries[static_cast<std::size_t>(found[i].second)];
        auto *item = new QListWidgetItem(entry.title, m_list);
        item->setData(IndexRole, found[i].second);
        item->setData(DetailRole, entry.detail);
        item->setData(Qt::AccessibleTextRole, QString(entry.title + QStringLiteral(", ") + entry.detail));
        if (entry.state)
            item->setData(StateOfEntry, static_cast<int>(*entry.state));
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::run()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (item == nullptr)
        return;
    const auto chosen = m_entries[static_cast<std::size_t>(item->data(IndexRole).toInt())].run;
    close();
    chosen();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        int step = 0;
        if (key->key() == Qt::Key_Down)
            step = 1;
        else if (key->key() == Qt::Key_Up)
            step = -1;
        if (step != 0 && m_list->count() > 0) {
            m_list->setCurrentRow((m_list->currentRow() + step + m_list->count()) % m_list->count());
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace rollcall
