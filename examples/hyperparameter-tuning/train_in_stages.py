"""The same model, trained in stages: it yields a report after each, so that a weak trial can be stopped early."""

from sklearn.neural_network import MLPClassifier

STAGES = 40


def train_model(data, learning_rate, batch_size, hidden_size):
    model = MLPClassifier(
        hidden_layer_sizes=(hidden_size,),
        learning_rate_init=learning_rate,
        batch_size=batch_size,
        random_state=42,
    )
    for _ in range(STAGES):
        model.partial_fit(data["X_train"], data["y_train"], classes=[0, 1])  # one epoch
        train_accuracy = model.score(data["X_train"], data["y_train"])
        test_accuracy = model.score(data["X_test"], data["y_test"])
        yield {"train_accuracy": train_accuracy, "test_accuracy": test_accuracy, "accuracy": test_accuracy}
    return {
        "model": model,
        "hyperparameters": {
            "learning_rate": learning_rate,
            "batch_size": batch_size,
            "hidden_size": hidden_size,
        },
    }
