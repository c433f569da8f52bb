from django.apps import AppConfig


class DesignSystemConfig(AppConfig):
    name = "design_system"
