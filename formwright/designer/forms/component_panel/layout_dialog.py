"""Choosing the layout in which a form is shown, or none. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.forms.changes import Change, Transaction
from formwright.designer.core.forms.design import Design
from formwright.designer.core.forms.reuse.layout_choice import (
    LayoutOffer,
    layouts,
    with_layout,
    without_layout,
)
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.outline.model import Index
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens

OFFER = Qt.ItemDataRole.UserRole
NO_LAYOUT = LayoutOffer("", "No layout", "The form stands for itself, in a ColumnPanel.", ())
EXPLANATION = (
    "The layout is drawn around the form. No component is lost: "
    "what stands in a slot that the layout lacks goes into its main slot."
)
NONE_YET = "There is no layout yet. Any form that offers slots is one: see Form › Use as a component."


class OfferDelegate(QStyledItemDelegate):
    """Sign, title, where it is from; below, what it is for and which slots it has."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(300, 54)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        offer: LayoutOffer = index.data(OFFER)
        colours, area = tokens(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if selected else colours.hover))
            painter.drawRoundedRect(area.adjusted(4, 1, -4, -1), 6, 6)
        sign = "page-layout-header-footer" if offer.type else "rectangle-outline"
        icon(sign, "accent").paint(painter, QRect(area.left() + 16, area.top() + 16, 22, 22))
        words = area.adjusted(52, 8, -16, -8)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        painter.drawText(words, Qt.AlignmentFlag.AlignTop, offer.title)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(words, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, offer.origin)
        detail = painter.fontMetrics().elidedText(_detail(offer), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, detail)
        painter.restore()


def _detail(offer: LayoutOffer) -> str:
    slots = f"Slots: {', '.join(offer.slots)}" if offer.slots else ""
    return ". ".join(part for part in (offer.description.rstrip("."), slots) if part)


class LayoutDialog(QDialog):
    def __init__(self, design: Design, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Layout of {design.form}")
        self._design = design
        self.list = QListWidget()
        self.list.setAccessibleName("Layouts")
        self.list.setItemDelegate(OfferDelegate(self.list))
        self.list.setMouseTracking(True)
        found = layouts(design.catalog, design.form)
        current = self._current(found)
        for offer in (NO_LAYOUT, *found):
            item = QListWidgetItem(offer.title)
            item.setData(OFFER, offer)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{offer.title}. {_detail(offer)}")
            self.list.addItem(item)
            if offer.type == current:
                self.list.setCurrentItem(item)
        explanation = QLabel(EXPLANATION if found else NONE_YET)
        explanation.setProperty("kind", "muted")
        explanation.setWordWrap(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.use = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.use.setText("Use it")
        self.use.setProperty("kind", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(12)
        column.addWidget(explanation)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.accepted.connect(self._apply)

    def _current(self, found: tuple[LayoutOffer, ...]) -> str:
        """A template may say the same layout in other words."""
        template = self._design.document.template
        if not template.has_layout:
            return ""
        catalog = self._design.catalog
        here = catalog.form_of(template.type_of(FORM))
        return next((o.type for o in found if catalog.form_of(o.type) == here), template.type_of(FORM))

    def _apply(self) -> None:
        item = self.list.currentItem()
        offer = item.data(OFFER) if item is not None else None
        template = self._design.document.template
        catalog = self._design.catalog
        if not isinstance(offer, LayoutOffer) or offer.type == self._current(
            layouts(catalog, self._design.form)
        ):
            return
        changes: tuple[Change, ...]
        if offer.type:
            changes = with_layout(catalog, template, offer.type)
            label = f"Use the layout {offer.title}"
        else:
            changes, label = without_layout(template), "Use no layout"
        self._design.apply(Transaction(label, changes), self._design.form)

    def sizeHint(self) -> QSize:
        return QSize(520, 420)
