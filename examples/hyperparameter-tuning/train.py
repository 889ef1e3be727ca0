"""Generate a data set, train one model, look at what the search found: nothing here knows of Eagleray or Ray."""

import warnings

from sklearn.datasets import make_classification
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

EPOCHS = 40


def generate_dataset():
    X, y = make_classification(n_samples=1000, n_features=20, n_informative=10, n_redundant=5, random_state=42)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
    return {"X_train": X_train, "X_test": X_test, "y_train": y_train, "y_test": y_test}


def train_model(data, learning_rate, batch_size, hidden_size):
    model = MLPClassifier(
        hidden_layer_sizes=(hidden_size,),
        learning_rate_init=learning_rate,
        batch_size=batch_size,
        max_iter=EPOCHS,
        random_state=42,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the number of epochs is meant
        model.fit(data["X_train"], data["y_train"])
    train_accuracy = model.score(data["X_train"], data["y_train"])
    test_accuracy = model.score(data["X_test"], data["y_test"])
    return {
        "model": model,
        "train_accuracy": train_accuracy,
        "test_accuracy": test_accuracy,
        "accuracy": test_accuracy,
        "hyperparameters": {
            "learning_rate": learning_rate,
            "batch_size": batch_size,
            "hidden_size": hidden_size,
        },
    }


def evaluate_results(tune_results):
    best_accuracy = tune_results["best_trial"]["accuracy"]
    best_model = tune_results["best_trial"]["model"]
    best_config = tune_results["best_config"]
    evaluation = {
        "best_accuracy": best_accuracy,
        "best_config": best_config,
        "summary": f"best accuracy {best_accuracy:.3f} with "
        + ", ".join(f"{name} {value:.4g}" for name, value in best_config.items()),
    }
    return best_model, evaluation
