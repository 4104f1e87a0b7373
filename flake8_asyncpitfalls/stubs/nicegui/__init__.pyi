# source: https://nicegui.io/documentation
